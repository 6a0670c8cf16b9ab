import type { ErrorCode } from './errors.zh-CN.js';

export const errorsEn: Readonly<Record<ErrorCode, string>> = {
  'acceptance.final-claim-open':
    'Final claim no. {claim} is being checked or awaits payment, so the spot-check cannot fail. Finance must return that claim first.',
  'acceptance.nothing-approved':
    'Nothing is approved for the project, so there is nothing to accept. The city manager can terminate it, or a change of amount comes first.',
  'acceptance.over-approved':
    'The accepted amount {accepted} exceeds the approved {approved}. Enter no more than was approved.',
  'acceptance.rectify-by-past': 'The rectification date {date} is not after today. Enter a later date.',

  'application.amount-not-positive':
    'The amount in row {row} of “{field}” is not above zero. Enter an amount above zero or delete the row.',
  'application.amount-too-large':
    'The amount {amount} in row {row} of “{field}” is over the limit of {limit}. Check whether yuan or ten thousands of yuan were meant.',
  'application.count-invalid':
    'Villages, households and persons are whole numbers from 0 to {limit}. Correct the numbers.',
  'application.draft-changed-meanwhile':
    'Somebody else edited the application (you saw version {expected}, it is now {actual}). Reload before you go on.',
  'application.ends-before-start': 'Row {row} of the timetable, “{step}”, ends before it starts. Correct its dates.',
  'application.field-empty': '“{field}” is empty. Fill it in before submitting.',
  'application.line-unknown': 'The budget of {year} has no line “{line}” to apply on. Choose a line without sub-lines.',
  'application.mode-missing': 'The budget line “{line}” sets no funding mode. Choose one and say why.',
  'application.mode-needs-reason':
    'The funding mode differs from the one that the budget line “{line}” sets. Say why, or use that one.',
  'application.not-writable':
    'In the state “{state}” the application cannot be edited. Recall it first, or wait until it is returned.',
  'application.outside-years':
    'The dates in row {row} of the timetable are outside what a project of this year may take ({from} to {until}). Check the years.',
  'application.region-of-others':
    'You cannot apply for another county. Choose your own; a city department applies for several.',
  'application.region-unknown': 'The region “{region}” does not exist or is named twice. Choose again.',
  'application.regions-changed':
    'The regions of the shares differ from those the project was created with. Restore them, or withdraw and apply anew.',
  'application.return-field-unknown':
    '“{field}” is no part of the application. Choose what to correct from the parts of the application.',
  'application.return-names-no-field': 'The return names nothing to correct. List at least one field with its reason.',
  'application.return-unanswered': 'The return of “{field}” ({reason}) has no answer yet. Say what was changed.',
  'application.revision-missing': 'There is no submission no. {no}. Choose from the list of submissions.',
  'application.role-refused': 'Your role does not apply for projects; an applicant must.',
  'application.row-incomplete': 'Row {row} of “{field}” is not complete. Complete the row or delete it.',
  'application.save-unknown': 'This application has no save no. {version}. Choose from the list of saves.',
  'application.shares-missing': 'No region is named that the money is for. Name at least one.',
  'application.source-twice':
    'The source “{matchSource}” in row {row} of the match money is there already. Put both into one row.',
  'application.sum-differs':
    '“{field}” sums to {total}, but what is asked and matched comes to {whole}; the difference is {difference}. Check the rows.',

  'application.target-level-missing':
    'There is no performance target for {targetLevel}. Enter at least one each for output, benefit and satisfaction.',
  'application.target-no-number':
    'Row {row} of the performance targets is compared with a number, but “{target}” is none. Enter a number, or say that the target is told in words.',
  'application.text-too-long':
    '“{field}” has {length} characters, more than {limit}. Shorten it; details may go into an attachment.',
  'application.text-unprintable':
    '“{field}” has control characters that cannot be seen, probably pasted from elsewhere. Delete them and type the text again.',
  'application.too-many-rows':
    '“{field}” has {rows} rows, more than {limit}. Join rows of the same kind; details may go into an attachment.',

  'batch.others-refused':
    'These are done together or not at all, and one of them was refused, so this was not done. Resolve the refused one first.',
  'book.period-reversed': 'The first day {from} lies after the last day {until}. Correct the dates.',
  'book.too-long':
    'The book has {entries} entries as it is filtered; {most} are exported at once. Narrow the days, the region or the line.',

  'budget.approved-already': 'The budget of {year} is approved already. Later changes are budget adjustments.',
  'budget.adjustment-refused':
    '{count} lines stand in the way of the adjustment; nothing was changed. Settle each and confirm again, or void the document and record it anew.',
  'budget.below-committed':
    'Line “{line}” would have {after}, and {committed} of it is committed to projects: {missing} is missing. Raise the amount, or have the leading group office terminate or reduce projects first.',
  'budget.drafted-since':
    'The draft of the budget was changed since document “{number}” was recorded. Void it, and record it with the draft as it is now.',
  'budget.line-changed-since':
    'Line “{line}” had {before} when the document was recorded, and has {actual} now. Void the document and record it with the budget as it is now.',
  'budget.line-there':
    'Line “{line}” is there already. Give the new one another code, or adjust the line that is there.',
  'budget.line-twice': 'Line “{line}” is twice on the schedule. Make one row of them.',
  'budget.line-unchanged': 'Line “{line}” has the same amount before and after. Change the amount, or remove the row.',
  'budget.line-unknown': 'The budget of {year} has no leaf “{line}”. Check the schedule.',
  'budget.not-approved':
    'The budget of {year} is not approved yet and cannot be adjusted. Have the leading group office record and confirm its approval; until then the draft itself is changed.',
  'budget.over-income':
    'The budget comes to {total}, and the income planned to {planned}: {over} more. If it is meant so, confirm that you have seen this.',
  'budget.parent-no-heading':
    'The parent “{parent}” of the new line “{line}” does not exist, or is a leaf with an amount of its own. Choose a heading.',
  'budget.reason-missing': 'No reason is given for line “{line}”. Give one in each row.',
  'document.schedule-of-other-kind':
    'The schedule is not one of such a document: the approval of the budget has none of its own, an adjustment lists lines of the budget, all others list projects. Check the kind.',
  'budget.code-twice': 'The code “{line}” is there twice. Give one of the lines another code.',
  'budget.code-unreadable': '“{line}” is no code of a line: 1 to 40 characters without blanks or slashes.',
  'budget.department-unknown':
    'The department (no. {department}) of line “{line}” is no line department of the city. Choose another, or ask the administrator to set it up.',
  'budget.earmark-unknown':
    'No income of the year is earmarked “{earmark}”, as line “{line}” says. Enter that source of income first, or take the earmark off.',
  'budget.heading-has-amount':
    'Line “{line}” has lines below it: its figure is their sum, and it has no amount or standards of its own. Put them on the leaves.',
  'budget.in-a-circle': 'Line “{line}” would be below itself. Choose another parent.',
  'budget.line-has-projects':
    'Line “{line}” has {projects} projects: it cannot be removed, made a heading, or spent without projects.',
  'budget.line-of-others':
    'Line “{line}” is not your department’s, or this is more than it may change. Draft the allocation of your own lines; the rest is the leading group office’s.',
  'budget.nothing-there': 'The budget of {year} has no lines to start from. Choose another year, or begin with none.',
  'budget.parent-unknown': 'The parent “{parent}” of line “{line}” does not exist. Choose another parent.',
  'budget.quantity-unreadable':
    'The quantity “{quantity}” of a standard of line “{line}” cannot be read. Enter a number with four decimals at most.',
  'budget.spent-whole-needs-leaf':
    'Line “{line}” is spent as a whole, without projects: it must be a leaf and has no funding mode.',
  'budget.standards-differ':
    'The amount of line “{line}” is {amount}, and its standards come to {total}. Change one of them.',
  'budget.tree-wrong':
    '{count} things in the draft of the budget must be changed; nothing is saved. Change each, then save again.',
  'claim.roster-claimed': 'The roster of line {line} is claimed by claim no. {claim}. Hand in another.',
  'claim.roster-differs':
    'Line {line} is for {amount}, its roster comes to {total}. Enter what the roster comes to, or hand in another.',
  'claim.roster-twice': 'The roster of line {line} stands in this claim already. Use each once.',
  'claim.roster-unknown': 'The roster of line {line} is not one of this project. Hand in one.',
  'fund-year.there': 'The year {year} is open already. Draft its budget.',
  'request.field.quantity': 'Enter a number that is not negative, with four decimals at most.',

  'change.amount-missing': 'The change of amount names no new amount. Enter one of zero or more.',
  'change.below-released':
    'The new amount {amount} is below what is released, {released}. Enter no less, or wait until money has been clawed back.',
  'change.of-other-level': 'This change is not decided at your level; it is up to: {decidedBy}.',
  'change.over-proposed':
    'The new amount {amount} is more than the {proposed} that the panel carried. Ask for no more than that; what goes beyond needs an application of its own.',
  'change.open': '{open} change(s) await a decision. Acceptance can be asked for once they are decided.',

  'claim.adjusted-line-unknown': 'Line {line} is not a line of the claim, or is adjusted already. Name each line once.',
  'claim.adjusted-over-line':
    'Line {line} is lowered by {amount}; it must be above zero and at most the line’s {most}. Change the amount.',
  'claim.adjustment-unexplained':
    'Why the claim is lowered by {adjusted} is not said. Enter a note, or a reason for each line.',
  'claim.adjustments-differ':
    'The lines are lowered by {listed} in all, the claim by {adjusted} (claimed less approved). Make the two agree.',
  'claim.advance-after-acceptance':
    'Share {share} has been accepted, so no advance can be claimed. File a final claim.',
  'claim.approved-over-claimed':
    'The checked amount {approved} exceeds the claimed {claimed}. Enter no more than was claimed.',
  'claim.back-before-paid': 'The money came back on {day}, before it was paid on {paidOn}. Check the date.',
  'claim.final-before-acceptance':
    'Share {share} has not passed acceptance, so no final claim can be made. Have it accepted first, or file a progress claim.',
  'claim.line-not-positive': 'Line {line} of the claim is not above zero. Enter an amount above zero.',
  'claim.line-without-payee': 'Line {line} of the claim names no payee. Enter one.',
  'claim.no-lines': 'The claim has no lines. Enter at least one.',
  'claim.nothing-paid':
    'Nothing was paid out for this claim (all of it was offset or retained), so nothing can come back.',
  'claim.nothing-received':
    'No money has arrived for share {share}, so nothing can be claimed. County finance must confirm a receipt first.',
  'claim.nothing-retained':
    'Nothing is retained of share {share}. Finance retains money when it checks a progress or final claim.',
  'claim.offset-not-whole':
    'A final claim offsets all {most} of the advances, not {offset}. Enter {most}, or leave it empty.',
  'claim.offset-too-much':
    'The offset of {offset} exceeds the {most} that there is to offset. Lower it, or leave it empty.',
  'claim.offset-unexplained':
    'The offset of {offset} is less than the {most} due and has no reason. Enter one, or leave the offset empty.',
  'claim.open':
    '{open} claim(s) are being checked or await payment (the first is no. {claim}). Finance must pay, return or refuse them first.',
  'claim.over-accepted':
    'The claim of {claimed} exceeds the {remaining} that may still be claimed of the accepted {accepted}. Lower the claim.',
  'claim.over-advance':
    'The advance of {claimed} exceeds the {remaining} still open (the cap is {percent}% of what is approved, {cap}). Lower it, or file a progress claim.',
  'claim.over-received':
    'The claim of {claimed} exceeds the {remaining} that has arrived and is not claimed yet, by {over}. Lower it, or wait for more money.',
  'claim.over-retained':
    'The retention claim of {claimed} exceeds the {remaining} that is retained and not claimed. Lower it.',
  'claim.paid-too-early':
    'The payment is dated {paidOn}, before {since} (the check, the receipt, or the last return). Check the date.',
  'claim.payment-over-accepted':
    'The payment of {amount} exceeds the {remaining} that may still be paid of the accepted {accepted}. Return the claim to be lowered.',

  'claim.refund-over-paid':
    'The refund of {amount} exceeds the {remaining} that was paid and not refunded. Check the amount.',
  'claim.refunded-already':
    'The payee has refunded {refunded}, so the payment arrived and the bank cannot return it. Record a refund.',
  'claim.retained-too-much':
    'Retaining {retained} exceeds the most, {most} (at most {percent}% of what is approved, and no more than is left after the offset). Lower it.',
  'claim.retained-without-day': 'What is retained needs the day until which it is, after today. Enter it.',
  'claim.retention-not-due': 'Of the retention of {amount} only {due} is due. To pay it early, say why in the note.',
  'claim.retention-taken':
    'Of the {retained} that this claim set aside only {left} is left; the rest is paid, given up or being claimed. Pay the claim again instead.',
  'date.in-future': 'The date {date} lies in the future. Enter the day on which it happened.',
  'date.unreadable': '“{text}” is not a date. Write it as 2022-06-08.',

  'demo.not-alone':
    '{count} other person(s) can sign in here, so the demo was not loaded: everybody knows its password. Use an empty database.',

  'document.already-used': 'This project has had a release by this document. A document releases once; use a new one.',
  'document.amount-not-positive':
    'The schedule has rows whose amount is not above zero. Enter an amount above zero or delete the row.',
  'document.changed-meanwhile':
    'Somebody changed the document (you saw version {expected}, it is now {actual}). Reload and try again.',
  'document.does-not-list':
    'The schedule of document “{number}” does not list this project. Check the document, or have its schedule completed.',
  'document.missing': 'There is no such document. Check it, or have the city record it.',
  'document.not-confirmed':
    'Document “{number}” has not been confirmed by a second person, so nothing can follow from it. A colleague of its recorder must confirm it.',
  'document.not-whole':
    'The schedule gives {amount} for share {share}; it must be {whole}. A rejection or termination lists every share with exactly what was proposed or approved. Check it; void a wrong record and record it anew.',
  'document.number-taken':
    'Document “{number}” of {issuer} is recorded already. Check the number; void the earlier record if it is wrong.',
  'document.of-other-kind':
    'Document “{number}” is of another kind. Choose the approval, government approval or release that this step needs.',
  'document.of-other-year':
    'Document “{number}” belongs to another year than the project. Choose one of the same year.',
  'document.own-record': 'You recorded this document yourself, so you cannot confirm it. A colleague must.',
  'document.projects-refuse':
    '{count} point(s) stand in the way of the projects on the schedule, so nothing of the document took effect. Resolve them and confirm again.',
  'document.role-refused': 'Your role does not decide on this document; it is up to: {role}.',
  'document.schedule-empty': 'The schedule of the document is empty. List at least one project.',
  'document.share-twice': 'The schedule lists a share of a project twice. Put it into one row.',
  'document.share-unknown':
    'Project no. {project} on the schedule has no share {share}, or is of another year. Check the schedule.',
  'document.transition-refused': 'Document “{number}” is {state}; it can no longer be confirmed or voided.',

  'fund-year.changed-meanwhile':
    'Somebody changed the fund year (you saw version {expected}, it is now {actual}). Reload and try again.',
  'fund-year.closed': 'The fund year {year} is closed. Use an open year, or ask the leading group office.',
  'fund-year.missing': 'There is no such fund year. Check the year, or ask the administrator to create it.',
  'fund-year.role-refused': "Your role does not act on a fund year's money; it is up to: {role}.",

  'implementation.no-savings':
    'No approved authority is left unreleased, so there are no savings to give back. Received money that stays unspent is clawed back on settlement.',
  'implementation.not-finished':
    'The last reported progress is {percent}%; acceptance needs 100%. Report progress first.',
  'implementation.percent-falls':
    'Progress of {percent}% is below the {last}% last reported. Report {last}% or more, and explain a correction in the note.',
  'implementation.percent-invalid': '{percent} is no progress. Enter a whole number from 0 to 100.',
  'implementation.savings-over-committed':
    'The savings of {amount} exceed the {left} approved and not released. Enter less.',

  'import.amount-over':
    '{file} row {row}: “{column}” is {amount}, above its limit {limit}. Check the amounts of that row.',
  'import.city-not-one': '{file} row {row}: “{column}” makes {count} regions a city; one must be. Correct it.',
  'import.code-taken': '{file} row {row}: there is a project with the code “{value}” already. Give it another.',
  'import.column-missing': '{file} has no column “{column}”. Add it.',
  'import.day-missing': 'timetable.csv does not say on which day “{step}” was (for {project}). Add a row.',
  'import.day-not-working': '{file} row {row}: “{column}”, {date} is not a working day of {year}. Choose one.',
  'import.days-reversed':
    'The step “{step}” of project {project} is on {date}, before {earlier} of the step that precedes it. Correct timetable.csv.',
  'import.file-missing': 'There is no file {file}. Add it and import again.',
  'import.file-unreadable': 'The file {file} cannot be read ({detail}). Save it as CSV in UTF-8.',
  'import.income-overspent':
    '{file} row {row}: “{column}” is {released}, but only {left} of the income is left. Check it, or income.csv.',
  'import.line-count-differs':
    'The budget line “{line}” states {stated} for “{column}”, but its projects come to {total}. Check both.',
  'import.line-overspent':
    '{file} row {row}: “{column}” is {approved}, but only {left} of line {line} is left. Check it, or the line’s budget.',
  'import.line-sum-differs':
    'The budget line “{line}” states {stated} for “{column}”, but its projects come to {total}. Check both.',
  'import.mode-missing':
    '{file} row {row}: money was released on line {line}, which has neither a funding mode nor projects. Name its mode, and its projects in projects.csv.',
  'import.name-unknown': '{file} row {row}: there is no “{value}”, as “{column}” has it. Check the code.',
  'import.other-city':
    'This database is the city’s of {there}; {city} needs one of its own. Use another DATA_DIR or DATABASE_URL.',
  'import.outcome-differs':
    'Project {project} should have come to “{expected}” and came to “{state}”; all is undone. Check outcomes.csv and the amounts of its row.',
  'import.outcome-missing': '{file} row {row}: “{column}” leads to no outcome. Add a row to outcomes.csv.',
  'import.rows-wrong': '{count} place(s) in the data are wrong, and nothing was imported. Correct each that is listed.',
  'import.shortfall-missing':
    '{file} row {row}: “{column}” says missed, but there is no reason and remedy for the line “{line}”. Add them to shortfalls.csv.',
  'import.step-refused': '“{event}” on {day} ({subject}) is against the rules; all is undone. Check the data.',
  'import.sum-differs': '{file} row {row}: “{column}” is {stated}, but what is below it sums to {total}. Check both.',
  'import.transfer-unpaid':
    '{file} row {row}: “{column}” is {paid} of {released}; a direct transfer is itself the payment. Make both the same.',
  'import.value-missing': '{file} row {row}: “{column}” is empty. Fill it in.',
  'import.value-repeated': '{file} row {row}: “{column}” has “{value}” a second time. Correct it.',
  'import.value-too-long': '{file} row {row}: “{column}” has more than {most} characters. Shorten it.',
  'import.value-unknown': '{file} row {row}: “{column}” has “{value}”, which is none of {allowed}. Correct it.',
  'import.value-unreadable': '{file} row {row}: “{column}” has “{value}”, which cannot be read. Correct it.',
  'import.year-there': 'The fund year {year} exists already and cannot be imported again. Check the year.',

  'hold.missing': 'There is no such hold. Reload the page and check its number.',
  'hold.pool-unknown':
    'This year has no earmarked pool “{pool}”. Choose one from the list, or none to hold general money.',
  'income.own-report': 'You reported this payment yourself, so you cannot confirm it. A colleague must.',
  'income.receipt-missing': 'There is no such receipt. Reload the page and check its number.',
  'income.receipt-refused':
    'Receipt no. {receipt} is “{receiptState}”; this cannot be done with it. Income is reversed once only.',
  'income.reversal-needs-two':
    'You asked for the reversal of receipt no. {receipt} yourself; in a closed year a second person must do it. Ask a colleague of city finance.',
  'income.reversal-over':
    'Reversing {amount} takes more than the {left} left in the pool, {missing} is missing: {released} has been released and {held} is held. Take releases back or lift a hold first.',
  'income.reversal-over-next':
    'Reversing {amount} takes more than the {left} left in the pool of {next}, which took over what this year left; {missing} is missing. Take releases back first.',
  'income.source-unknown':
    'The fund year {year} has no income source “{source}”. Check it, or ask the administrator to add it.',

  'income.too-early':
    '{date} is before {from}; this cannot be income of the fund year {year}. Check the date of receipt.',
  'income.voucher-missing': 'Each payment of a levy has a voucher number. Enter it from the bank slip.',

  'ledger.not-positive':
    'An entry must be above zero; this one is {amount}. Check the amount; a mistake is reversed by its opposite.',
  'ledger.overdrawn.held':
    'Only {available} is held back; {needed} cannot be lifted, {missing} is missing. Enter less.',
  'ledger.overdrawn.levy':
    'Of this levy {available} is unpaid; {needed} cannot be recorded, {missing} is too much. Check the amount, or assess the levy anew.',
  'ledger.overdrawn.line':
    'The budget line has {available} left, this needs {needed}: {missing} is missing. Approve less, or have the leading group office adjust the budget.',
  'ledger.overdrawn.pool':
    'The fund has {available} to release, this needs {needed}: {missing} is missing. Wait for income, have city finance lift a hold, or release less.',
  'ledger.overdrawn.share.available':
    'Of the money received {available} is unpaid, this needs {needed}: {missing} is missing. Wait for more money, or lower the amount.',
  'ledger.overdrawn.share.committed':
    'Approved and not released is {available}, this needs {needed}: {missing} is missing. Lower the amount, or have a change of amount decided first.',
  'ledger.overdrawn.share.issued':
    'Released is {available}, {needed} was to be taken back: {missing} is missing. City finance must check the ledger.',
  'ledger.overdrawn.share.retained':
    'Retained is {available}, this needs {needed}: {missing} is missing. Lower the amount.',
  'ledger.overdrawn.share.spent':
    'Paid is {available}, {needed} was to be taken back: {missing} is missing. Finance must check its payments.',
  'ledger.overdrawn.share.transit':
    'On its way is {available}, this needs {needed}: {missing} is missing. City finance must check its releases.',

  'membership.administrator-decides':
    'An administrator holds no role that applies, decides or pays; auditor is the only one beside it. End the others first.',
  'membership.deputy-beyond': 'The role itself ends on {date}; its deputy cannot go on longer. Correct the dates.',
  'membership.deputy-of-deputy': 'A deputy cannot have a deputy. Name another for the holder of the role.',
  'membership.deputy-of-self': 'Nobody stands in for themselves. Choose somebody else.',
  'membership.deputy-there': 'There is a deputy for these days already. End that one first, or correct the dates.',
  'membership.deputy-without-dates': 'A deputy needs a first and a last day. Fill them in.',
  'membership.ends-before-start': 'The end is before the beginning, or before today. Correct the dates.',
  'membership.held-already': 'This person is {role} there already. Check it; to move its dates, change that role.',
  'membership.missing': 'There is no such role, or you do not manage it. Check again.',
  'membership.role-unfit': 'An organisation of this level has no {role}. Choose another role or organisation.',

  'levy.basis-unclear': "Enter last year's revenue, or the assessed amount alone: one of the two.",
  'levy.below-received':
    'Assessing {amount} is below the {received} already received. Check the amount, or reverse the receipt that is wrong.',
  'levy.due-implausible': 'The due date {date} is not plausible; it lies between {from} and {until}. Check it.',
  'levy.missing': 'This region has no levy. Check the region, or have city finance assess it.',
  'levy.over-assessed':
    '{region} is assessed at {assessed} and owes {left}; {amount} cannot be recorded. Check the amount, or have city finance assess it anew with a reason.',
  'levy.rate-missing': 'This region has no levy rate. Enter one, or the assessed amount alone.',
  'levy.rate-unreadable': '“{text}” is no rate. Enter a decimal above 0 and up to 1, with at most six places.',
  'levy.reason-missing': 'The levy of {region} was assessed before. Say why it is assessed anew.',
  'levy.transition-refused':
    'The levy of {region} is “{levyState}”; this cannot be done. City finance assesses it first.',

  'money.negative': 'The amount {amount} is below zero. Enter zero or more.',
  'money.not-positive':
    'The amount {amount} is not above zero. Enter more than zero; to disagree with a claim, return or refuse it.',
  'money.split-negative': 'A negative amount, or by negative weights, cannot be divided. Check amount and weights.',
  'money.split-without-weights':
    'The weights sum to zero, so nothing can be divided by them. Give one of them a weight.',
  'money.too-large': 'The amount {amount} is larger than can be recorded. Check whether it is in yuan or in 万元.',
  'money.unreadable': '“{text}” is not an amount (in {unit}). Write digits, with no more decimals than the fen.',

  'organisation.ended': 'This organisation ends on {date}. Choose another.',
  'organisation.has-members': '{members} role(s) in this organisation go on beyond that day. End them first.',
  'organisation.level-unfit':
    'The level does not fit the region: a city’s organisation belongs to the city, all others to a county. Choose again.',
  'organisation.missing': 'There is no such organisation, or you do not manage it. Check again.',
  'organisation.name-taken': 'There is an organisation “{name}” already. Check it, or choose another name.',
  'organisation.region-unknown': 'There is no region “{region}”, or you do not manage it. Choose again.',

  'paper.bomb': '“{name}” would unpack to too much, or holds too many files. Make it smaller, or save it as PDF.',
  'paper.class-unknown': 'There is no such class of papers. Choose one of those listed.',
  'paper.damaged':
    'What is stored of “{name}” no longer agrees with its recorded hash, and is not handed out. Ask the administrator to restore it from a backup.',
  'paper.disguised':
    'What “{name}” holds is not what its name says, or another file is hidden in it. Save it anew with its own program, then upload it again.',
  'paper.empty': '“{name}” is an empty file. Check it and upload it again.',
  'paper.encrypted':
    '“{name}” has a password or is encrypted, so that nobody can check it. Take the password off, then upload it again.',
  'paper.macros': '“{name}” holds macros or something that can be executed. Save it without macros, or as PDF.',
  'paper.missing': 'There is no such paper. Reload and check.',
  'paper.name-differs': 'The ending of “{name}” does not fit what the file is. Keep its own ending.',
  'paper.name-refused':
    '“{name}” cannot be used as a name: it is empty or too long, or holds a path, control characters, characters that turn the direction of writing, or a reserved name. Rename the file and upload it again.',
  'paper.named-twice': 'The paper “{name}” is listed twice. Keep one of the two.',
  'paper.none-named': 'No paper was chosen. Upload at least one.',
  'paper.not-a-photo':
    '“{name}” is not an image and cannot be a photo. Upload a JPG, PNG, WebP or HEIC image, or choose another class.',
  'paper.not-text':
    '“{name}” is not plain text in UTF-8 or GB18030. Save it in one of these encodings, then upload it again.',
  'paper.not-there': 'The paper “{name}” does not exist, or your organisation did not upload it. Upload it again.',
  'paper.of-others': 'Another organisation brought this paper; only they can void it.',
  'paper.organisation-full':
    'The papers of your organisation would come to {size} MB, over the limit of {most} MB. Ask the administrator.',
  'paper.project-full':
    'The papers of this project come to {size} MB, over the limit of {most} MB. Compress them, or leave some out.',
  'paper.required': 'A paper is missing: {class}. Upload it, then submit.',
  'paper.still-required':
    '{class}: a decision rests on this paper, so that it can only be replaced. Add the new one first, then void this one.',
  'paper.too-large':
    'The paper “{name}” has {size} MB, over the limit of {most} MB for its class. Compress it and upload it again.',
  'paper.too-many': 'The project would have {count} papers, over the limit of {most}. Combine some, or leave some out.',
  'paper.too-many-at-once': '{count} papers at once are over the limit of {most}. Combine some, or add them in turns.',
  'paper.type-refused': 'Files such as “{name}” are not taken. You can upload: {allowed}.',
  'paper.unnamed-full':
    'What your organisation has uploaded and not used would come to {size} MB, over the limit of {most} MB. Submit or remove some of it first; what is not used for a day is removed.',
  'paper.unreadable':
    '“{name}” cannot be read; it may be damaged. Open it with its own program, save it anew, then upload it again.',
  'paper.upload-incomplete': 'The file has not arrived wholly yet. Go on uploading it.',
  'paper.upload-missing': 'There is no such upload, or it has expired. Upload the file again.',
  'part.missing': 'The project has no {kind} no. {no}. Reload and check.',
  'password.current-wrong':
    'The current password is wrong. Enter it again; if you forgot it, the administrator can reset it.',
  'password.is-username': 'The password must not be the user name. Choose another.',
  'password.too-common':
    'This password is among the first that anybody would try. Choose another, such as several unrelated words.',
  'password.too-short':
    'The password has fewer than {least} characters. Choose a longer one, such as several unrelated words.',
  'password.unchanged': 'The new password is the current one. Choose another.',
  'password.unfit': 'The new password does not fit. Choose another, by the points listed.',

  'people.changed-meanwhile':
    'Somebody else changed this (you saw version {expected}, it is {actual} now). Reload and try again.',
  'people.last-administrator': 'This is the last administrator of the city. Appoint another first.',
  'people.oneself':
    'You cannot change your own account and roles. Another administrator can; your password you change in your account.',

  'person.missing': 'There is no such person, or you do not manage them. Check again.',
  'person.of-demo':
    'Everybody who visits this demo signs in as {username}: its password and its access stay as they are. Add a person of your own to try this.',
  'person.of-others-too': '{name} also acts for another region. The city’s administrator can do this.',
  'person.username-taken': 'The user name “{username}” is taken. Choose another.',
  'person.username-unfit':
    '“{username}” cannot be a user name. Use 2 to 50 letters, digits, dots, hyphens, underlines or @.',

  'policy.unknown': 'The policy version “{version}” that the project runs under does not exist. Ask the administrator.',

  'project.changed-meanwhile':
    'Somebody changed this meanwhile (you saw version {expected}, it is now {actual}). Reload and try again.',
  'project.event-unknown': '“{event}” cannot be sent: it does not exist, or the system does it by itself.',
  'project.missing': 'There is no such project, or you may not see it.',
  'project.not-suspended': 'The project is not suspended, so there is nothing to resume.',
  'project.own-submission':
    'You wrote, submitted or endorsed this yourself and must step back. A colleague in the same role can decide.',
  'project.requirements-unmet': '“{event}” is not possible yet. See to each of the points listed.',
  'project.role-refused':
    'Your role or organisation may not do “{event}” on this project. Somebody who may must do it.',
  'project.suspended-by-city':
    'The city suspended the project, so the county cannot resume it. Ask the leading group office.',
  'project.suspended':
    'The project is suspended, so nothing can be done on it. The county officer or the leading group office must resume it first.',
  'project.transition-refused': 'In the state “{state}”, “{event}” is not possible. Reload to see what is.',

  'reimbursement.advance-open':
    'Of the advances of share {share} {open} is not offset. The applicant must file a claim that proves the work, or the payee refund it, before the settlement.',
  'reimbursement.nothing-retained': 'Nothing is retained.',
  'reimbursement.still-retained':
    '{retained} is still retained. Pay it when it is due, or have finance give it up, before the settlement.',
  'release.funds-missing': 'The fund has no money yet; {needed} awaits release. It goes on when income arrives.',
  'release.funds-suffice':
    'The fund has {available}, enough for the {needed} to release, so there is nothing to wait for. Release it.',
  'reimbursement.paid-over-accepted':
    'Share {share} was paid {paid}, {over} more than the {accepted} that was accepted. Reverse a payment and check that claim again within what was accepted, then settle.',
  'release.in-transit':
    '{amount} is on its way and not confirmed. Its receipt must be confirmed first, or city finance reverses that instalment.',
  'release.nothing-left': 'All that was approved is released. For more, have a change of amount decided first.',
  'release.over-accepted':
    'Share {share} would have {released} released, more than the accepted {accepted} (it is built first). Release less.',
  'release.over-approved':
    'The release of {amount} for share {share} exceeds the {left} approved and not released. Release less.',
  'release.received-before-issued':
    'The receipt on {receivedOn} lies before the release on {issuedOn}. Check the date of receipt.',

  'request.cursor-unreadable': 'The place in the list cannot be read. Start again from the first page.',
  'request.field.choice': '“{field}” is none of the choices. Choose one of them.',
  'request.field.day': '“{field}” must be a date, such as 2022-06-08. Correct it.',
  'request.field.digest': '“{field}” must be the SHA-256 of a file, 64 lower-case hex digits. Upload the paper again.',
  'request.field.flag': '“{field}” must be yes or no. Choose one.',
  'request.field.ids': '“{field}” must be a list of numbers of rows. Choose again.',
  'request.field.list': '“{field}” must be a list that is not too long. Correct it.',
  'request.field.money': '“{field}” must be an amount in whole fen, not negative. Correct it.',
  'request.field.nestedValidation': '“{field}” is not complete. Fill it in.',
  'request.field.object': '“{field}” is not complete. Fill it in.',
  'request.field.paper-name': '“{field}” is not a name that a file may have here. Change it.',
  'request.field.text': '“{field}” must be text that is not too long. Correct it.',
  'request.field.unknown': '“{field}” does not belong into this request. Leave it out.',
  'request.field.whole': '“{field}” must be a whole number within its range. Correct it.',
  'request.field.words': '“{field}” must not be blank or too long. Correct it.',
  'request.from-elsewhere': 'The request came from another site, and nothing was done. Use the pages of this system.',
  'request.invalid': 'Some of what was entered is not valid. Correct each of the points listed.',
  'request.key-missing':
    'The request lacks an Idempotency-Key of 1 to 100 characters. Reload the page and send it again.',
  'request.key-reused':
    'The key “{key}” was used for another request, so nothing was done. Reload the page and send it again.',
  'request.media-type': 'The format of what was sent is not supported. Send JSON.',
  'request.range-unsatisfiable': 'The requested range lies outside the file. Download it from the start.',
  'request.route-unknown': 'There is no such address. Start again from the menu.',
  'request.too-large': 'What was sent is too large. Shorten it and send it again.',
  'request.too-many': 'There were too many requests. Wait a little and try again.',
  'request.unreadable': 'The request cannot be read. Reload the page and send it again.',
  'request.upload-refused': 'The upload request cannot be taken ({reason}). Choose the file again.',
  'review.amount-negative': 'The amount proposed for share {share} is below zero. Enter zero or more.',
  'review.amount-over-asked':
    'The {amount} proposed for share {share} exceed the {asked} asked. Propose no more than was asked.',
  'review.amount-over-proposed':
    'The document gives share {share} {amount}, more than the {proposed} that passed the panel. Check the document, or put it to the vote again.',
  'review.department-unknown': 'Department no. {department} cannot be asked, or is named twice. Choose again.',
  'review.nothing-proposed': 'The proposed amounts sum to zero. Propose an amount, or return the application.',
  'review.notice-runs': 'Public notice runs up to and with {until}; it can be ended from the day after.',
  'review.objections-open': '{open} objection(s) are not decided. Decide each of them first.',
  'review.panel-too-small': 'A panel has {least} members at least, {seats} are chosen. Choose more.',
  'review.panel-member-involved':
    'Panel member no. {person} had a hand in this project or belongs to its applicant and must step back. Choose somebody else.',
  'review.panel-member-unknown':
    'Panel member no. {person} is not on the list of reviewers, or is named twice. Choose again.',
  'review.share-without-amount': 'No amount is proposed for share {share}. Enter one (zero where nothing is granted).',
  'review.fields-without-return':
    'Parts to correct are named by a vote for a return only. Vote for a return, or leave them out.',
  'review.vote-needs-reason': 'A vote to return or reject needs a reason. Enter one.',
  'review.votes-already':
    'One person has one vote: you have a seat of your own, or voted for another member already. The member must vote, or step back.',

  'roster.account-invalid': 'Row {row} of the roster: a bank account has 8 to 32 digits. Check it.',
  'roster.amount-not-positive': 'Row {row} of the roster: the amount is not above zero. Enter more.',
  'roster.empty': 'The roster is empty. Enter at least one person.',
  'roster.identity-invalid':
    'Row {row} of the roster: the identity number is wrong (18 signs, a real day, the check sign). Check it.',
  'roster.missing': 'There is no such roster.',
  'roster.over-cap': 'Row {row} of the roster: {amount} exceeds what a person may get in a year, {cap}. Lower it.',
  'roster.over-cap-with-others':
    'Row {row} of the roster: {amount} and the {paid} claimed for the same person this year exceed {cap}. Lower it.',
  'roster.payer-only': 'Only the finance office that pays may see whole numbers.',
  'roster.person-twice': 'Row {row} of the roster is the same person as row {before}. Put them together.',
  'roster.wrong': 'The roster has {count} things to mend.',
  'self-evaluation.exists':
    'There is a submitted or confirmed self-evaluation (no. {no}) already. To change it, have it returned first.',
  'self-evaluation.reason-missing': 'The target was missed and no reason is given. Say why.',
  'self-evaluation.remedy-missing': 'The target was missed and no remedy is given. Say what will be done.',

  'service.busy': 'Too many people are at it at once, and this was not done. Wait a little and try again.',
  'service.outcome-unknown':
    'The connection to the database broke, and it is not known yet whether this was done. Send it again in a moment: what was done is not done twice.',
  'service.broken':
    'Something broke, and it may not have been done: reload the page to see. Tell the administrator this number: {request}.',
  'service.stopping': 'The system is restarting, and this was not done. Wait a little and try again.',
  'service.unavailable':
    'The service is not available just now. Try again shortly; if it lasts, tell the administrator.',
  'session.credentials-wrong':
    'The user name or the password is wrong, or the account is disabled or has no role. Check both and sign in again, or ask the administrator.',
  'session.locked':
    'There were too many failed attempts to sign in. Try again in {minutes} minutes, or ask the administrator to unlock.',
  'session.membership-missing': 'This role is not yours. Choose one of your own.',
  'session.missing': 'There is no such session any more. Look at the list again.',
  'session.password-change-required': 'Somebody else set your password. Change it first; then go on.',
  'session.role-refused': 'Your role may not do this. Switch to another of your roles, or have somebody do it who may.',
  'session.signed-out': 'You are not signed in, or your session has ended. Sign in again.',
  'share.unknown': 'The project has no share {share}. Check which share is meant.',
  'source.is-levy': '“{name}” is a levy; what is planned is what is assessed. Assess it anew.',
  'source.line-unknown': 'Budget line {line} is not there or has lines below it. Check it.',
  'source.missing': 'There is no such source of income. Reload the page and check.',
  'source.name-taken': 'This year already has a source “{name}”. Choose another name.',

  'year-end.claim-open':
    'Claim no. {claim} of project {project} is still with finance. The finance office that pays must pay, return or refuse it.',
  'year-end.document-open':
    'Document “{number}” is not confirmed. A second person confirms it, or its recorder voids it.',
  'year-end.hold-open': 'Hold no. {hold} still holds {amount}. City finance lifts it.',
  'year-end.in-transit':
    'Project {project} has {amount} on its way. County finance confirms its receipt, or city finance reverses it.',
  'year-end.line-missing':
    'The year {next} has no budget line {line}, so its projects cannot go on. Put it into the budget, or name another line in the closing.',
  'year-end.line-short':
    'Line {line} of {next} has {available} left; what was approved and not released needs {needed}: {missing} is missing. The leading group office adjusts the budget, or another line is named.',
  'year-end.next-not-later': 'The year that goes on must be later than {year}. Check it.',
  'year-end.next-not-open':
    'The year {next} is not there or closed, so what {year} leaves cannot go anywhere. The leading group office sets it up with its budget first.',
  'year-end.not-recorded':
    'No closing of {year} into {next} is recorded, or it has changed. Reload the page, check it, and confirm again.',
  'year-end.open': '{count} thing(s) of {year} are still open, so it cannot be closed. Resolve each and confirm again.',
  'year-end.own-record': 'You recorded the closing of {year} yourself; a colleague of city finance must confirm it.',
  'year-end.receipt-open': 'Receipt no. {receipt} is not settled. City finance confirms, refuses or reverses it.',
};
