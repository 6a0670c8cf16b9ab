/**
 * One sentence for each refusal: what is wrong, with its numbers, and what to do or who can put it right. `docs/errors.md`
 * is made from these; a test compares the codes with those that the program really gives.
 */
export const errorsZhCN = {
  'acceptance.final-claim-open': '结算报账（第 {claim} 号）正在审核或待支付，不能判定抽查不合格。请财政先退回该报账。',
  'acceptance.nothing-approved': '项目没有批复金额，不需要验收。请由市领导小组办公室终止项目，或先办理金额变更。',
  'acceptance.over-approved': '验收认定金额 {accepted} 超过批复金额 {approved}。请改为不超过批复金额。',
  'acceptance.rectify-by-past': '整改期限 {date} 不晚于今天。请填写今天以后的日期。',

  'application.amount-not-positive': '“{field}”第 {row} 行的金额不大于零。请填写大于零的金额，或删除该行。',
  'application.amount-too-large':
    '“{field}”第 {row} 行的金额 {amount} 超过上限 {limit}。请核对单位是元还是万元，改正金额。',
  'application.count-invalid': '受益的村、户、人数应是 0 至 {limit} 的整数。请改正。',
  'application.draft-changed-meanwhile':
    '申报内容已被他人修改（您看到的是第 {expected} 版，现为第 {actual} 版）。请刷新后再修改。',
  'application.ends-before-start': '进度计划第 {row} 行“{step}”的完成日期早于开始日期。请改正日期。',
  'application.field-empty': '“{field}”没有填写。请补充后再提交。',
  'application.line-unknown': '{year} 年度没有可申报的预算科目“{line}”。请选择末级科目。',
  'application.mode-missing': '预算科目“{line}”没有规定资金方式。请选择资金方式并说明理由。',
  'application.mode-needs-reason': '所选资金方式与预算科目“{line}”规定的不同。请说明理由，或改用规定的资金方式。',
  'application.not-writable': '当前状态“{state}”不能修改申报内容。请先撤回或待退回后再修改。',
  'application.outside-years':
    '进度计划第 {row} 行的日期超出本年度项目可安排的时间（{from} 至 {until}）。请核对年份，改正日期。',
  'application.region-of-others': '不能为其他县（市、区）申报资金。请选择本县（市、区）；跨县项目由市直单位申报。',
  'application.region-unknown': '县（市、区）“{region}”不存在，或被重复选择。请重新选择。',
  'application.regions-changed': '各份资金的县区与立项时不一致。请改回立项时的县区，或撤回后重新申报。',
  'application.return-field-unknown': '“{field}”不是申报书的内容。请从申报书各项中选择要退回修改的内容。',
  'application.return-names-no-field': '退回时没有指出要修改的内容。请至少列出一项内容及其退回原因。',
  'application.return-unanswered': '“{field}”的退回意见（{reason}）还没有答复。请逐项说明如何修改。',
  'application.revision-missing': '没有第 {no} 次提交的申报书。请从提交记录中选择。',
  'application.role-refused': '您的岗位不能申报项目，应由申报单位起草。',
  'application.row-incomplete': '“{field}”第 {row} 行没有填完。请补齐该行，或删除该行。',
  'application.save-unknown': '没有这份申报书的第 {version} 次保存。请从保存记录中选择。',
  'application.shares-missing': '没有填写资金用于哪些县（市、区）。请至少填写一份。',
  'application.source-twice': '配套资金第 {row} 行的来源“{matchSource}”已经填过。请合并为一行。',
  'application.sum-differs':
    '“{field}”合计 {total}，与申请资金加配套资金合计 {whole} 不符，相差 {difference}。请核对各行金额。',

  'application.target-level-missing': '绩效目标缺少{targetLevel}。产出、效益、满意度三级各至少填写一项。',
  'application.target-no-number':
    '绩效目标第 {row} 行是定量指标，但目标值“{target}”不是数字。请填写数字，或改为定性指标。',
  'application.text-too-long': '“{field}”有 {length} 个字，超过上限 {limit} 个字。请精简，详细材料可作为附件上传。',
  'application.text-unprintable': '“{field}”中有看不见的控制字符，多半是从别处粘贴带来的。请删除后重新填写。',
  'application.too-many-rows': '“{field}”有 {rows} 行，超过上限 {limit} 行。请合并同类项，明细可作为附件上传。',

  'batch.others-refused': '同批事项须一并办理，其中有事项未通过，本项未办理。请先解决未通过的事项。',
  'budget.approved-already': '{year} 年度预算已经批准，不能再次批准。需要变动的，请按预算调整办理。',

  'change.amount-missing': '金额变更没有填写变更后的金额。请填写不小于零的金额。',
  'change.below-released':
    '变更后金额 {amount} 低于已下达金额 {released}。请改为不低于已下达金额，或待资金收回后再变更。',
  'change.of-other-level': '此项变更不由您这一级审批，应由{decidedBy}决定。',
  'change.over-proposed':
    '变更后金额 {amount} 超过集体审核通过的 {proposed}。请改为不超过该金额；确需增加的，另行申报，由集体审核决定。',
  'change.open': '还有 {open} 项变更没有审批。请待变更审批后再申请验收。',

  'claim.advance-after-acceptance': '第 {share} 份资金已经验收，不能再申请预付款。请改报结算款。',
  'claim.approved-over-claimed': '审定金额 {approved} 超过报账金额 {claimed}。请改为不超过报账金额。',
  'claim.final-before-acceptance': '第 {share} 份资金还没有验收合格，不能申请结算款。请先完成验收，或申请进度款。',
  'claim.line-not-positive': '报账明细第 {line} 行的金额不大于零。请填写大于零的金额。',
  'claim.line-without-payee': '报账明细第 {line} 行没有收款人。请填写收款人。',
  'claim.no-lines': '报账没有明细。请至少填写一行。',
  'claim.nothing-received': '第 {share} 份资金还没有到账，不能报账。请待县（市、区）财政局确认到账。',
  'claim.open': '还有 {open} 笔报账正在审核或待支付（首笔为第 {claim} 号）。请财政先支付、退回或不予报账。',
  'claim.over-accepted': '报账金额 {claimed} 超过验收认定金额 {accepted} 中尚可报账的 {remaining}。请核减报账金额。',
  'claim.over-advance':
    '预付款 {claimed} 超过尚可预付的 {remaining}（上限为批复金额的 {percent}%，即 {cap}）。请核减金额，或改报进度款。',
  'claim.over-received':
    '报账金额 {claimed} 超过已到账尚可报账的 {remaining}，超出 {over}。请核减金额，或待后续资金到账。',
  'claim.payment-over-accepted':
    '本次支付 {amount}，超过验收认定金额 {accepted} 中尚可支付的 {remaining}。请退回报账，由申报单位核减。',
  'claim.retention-before-final': '第 {share} 份资金的结算款还没有支付，不能申请质保金。请先办理结算。',

  'date.in-future': '日期 {date} 在今天之后。请填写已经发生的日期。',
  'date.unreadable': '“{text}”不是有效日期。请按“2022-06-08”的格式填写。',

  'demo.not-alone': '已有 {count} 名正式用户，不能载入演示数据（演示密码是公开的）。请另用空的数据库。',

  'document.already-used': '本项目已按这份文件下达过资金。同一文件不能重复下达，请使用新的下达文件。',
  'document.amount-not-positive': '文件附表中有金额不大于零的行。请填写大于零的金额，或删除该行。',
  'document.changed-meanwhile': '文件已被他人更新（您看到的是第 {expected} 版，现为第 {actual} 版）。请刷新后再办理。',
  'document.does-not-list': '文件“{number}”的附表没有列入本项目。请核对文件，或由登记人补录附表。',
  'document.missing': '没有找到这份文件。请核对，或请市级登记文件。',
  'document.not-confirmed': '文件“{number}”还没有经第二人核对确认，不能据以办理。请由另一名经办人核对确认。',
  'document.not-whole':
    '文件附表所列第 {share} 份资金为 {amount}，应为 {whole}。不予批复、终止的文件要列明全部份额，金额分别与拟批、已批金额一致；请核对，有误的作废后重新登记。',
  'document.number-taken': '{issuer}的文件“{number}”已经登记。请核对文号；登记有误的，先作废原登记。',
  'document.of-other-kind': '文件“{number}”的种类与本环节不符。请选用对应的批复、政府审批或下达文件。',
  'document.of-other-year': '文件“{number}”不属于本项目的年度。请选用同一年度的文件。',
  'document.own-record': '文件由您本人登记，不能由您确认。请由另一名经办人核对确认。',
  'document.projects-refuse': '文件附表中有 {count} 处未通过，整份文件没有生效。请逐项处理后再确认。',
  'document.role-refused': '您的岗位不能办理这份文件，应由{role}办理。',
  'document.schedule-empty': '文件附表没有列入任何项目。请至少列入一项。',
  'document.share-twice': '文件附表中同一项目的同一份资金出现了两次。请合并为一行。',
  'document.share-unknown': '文件附表所列项目（编号 {project}）没有第 {share} 份资金，或不属于该年度。请核对附表。',
  'document.transition-refused': '文件“{number}”的状态是“{state}”，不能再确认或作废。',

  'fund-year.changed-meanwhile':
    '年度账目已被他人更新（您看到的是第 {expected} 版，现为第 {actual} 版）。请刷新后再办理。',
  'fund-year.closed': '{year} 年度已经关账，不能再办理。请在开放的年度办理，或联系市领导小组办公室。',
  'fund-year.missing': '没有找到这个年度。请核对年度，或请系统管理员建立。',
  'fund-year.role-refused': '您的岗位不能办理年度资金事项，应由{role}办理。',

  'implementation.no-savings': '没有尚未下达的批复额度，无结余可交回。已到账未用的资金，在报账结清时收回。',
  'implementation.not-finished': '最近一次上报的进度是 {percent}%，达到 100% 才能申请验收。请先上报进度。',
  'implementation.percent-falls':
    '进度 {percent}% 低于上次上报的 {last}%。请核对；确需更正的，请在说明中写明并上报不低于 {last}% 的进度。',
  'implementation.percent-invalid': '进度 {percent} 无效。请填写 0 到 100 的整数。',
  'implementation.savings-over-committed': '交回的结余 {amount} 超过尚未下达的批复额度 {left}。请核减金额。',

  'import.amount-over': '{file} 第 {row} 行“{column}”为 {amount}，超过上限 {limit}。请核对该行金额。',
  'import.city-not-one': '{file} 第 {row} 行“{column}”：市级地区有 {count} 个，应当只有一个。请改正。',
  'import.column-missing': '{file} 缺少“{column}”一列。请补充该列。',
  'import.day-missing': 'timetable.csv 没有写明“{step}”的日期（适用于 {project}）。请补充一行。',
  'import.day-not-working': '{file} 第 {row} 行“{column}”：{date} 不是 {year} 年的工作日。请改为工作日。',
  'import.days-reversed': '项目 {project} 的“{step}”在 {date}，早于前一步的 {earlier}。请改正 timetable.csv。',
  'import.file-missing': '没有找到文件 {file}。请补充后重新导入。',
  'import.file-unreadable': '文件 {file} 无法读取（{detail}）。请保存为 UTF-8 编码的 CSV 文件。',
  'import.line-count-differs': '预算科目“{line}”的“{column}”写明 {stated}，而各项目合计为 {total}。请核对两处。',
  'import.line-sum-differs': '预算科目“{line}”的“{column}”写明 {stated}，而各项目合计为 {total}。请核对两处。',
  'import.name-unknown': '{file} 第 {row} 行“{column}”中的“{value}”不存在。请核对代码。',
  'import.outcome-differs':
    '项目 {project} 应到“{expected}”，实到“{state}”，已全部撤回。请核对 outcomes.csv 与该行金额。',
  'import.outcome-missing': '{file} 第 {row} 行的“{column}”没有对应的结果。请在 outcomes.csv 中补充。',
  'import.rows-wrong': '有 {count} 处数据有误，没有导入。请按所列各处改正。',
  'import.shortfall-missing':
    '{file} 第 {row} 行“{column}”为未完成，而科目“{line}”没有原因和措施。请在 shortfalls.csv 中补充。',
  'import.step-refused': '{day} 的“{event}”（{subject}）不符合规则，已全部撤回。请核对数据。',
  'import.sum-differs': '{file} 第 {row} 行“{column}”为 {stated}，而下级合计为 {total}。请核对。',
  'import.value-missing': '{file} 第 {row} 行“{column}”没有填写。请补充。',
  'import.value-repeated': '{file} 第 {row} 行“{column}”中的“{value}”重复。请改正。',
  'import.value-unknown': '{file} 第 {row} 行“{column}”中的“{value}”不在可选范围（{allowed}）。请改正。',
  'import.value-unreadable': '{file} 第 {row} 行“{column}”中的“{value}”无法读取。请改正。',
  'import.year-there': '{year} 年度已经存在，不能再次导入。请核对年度。',

  'income.source-unknown': '{year} 年度没有收入来源“{source}”。请核对来源，或请系统管理员补充。',

  'ledger.not-positive': '记账金额 {amount} 必须大于零。请核对金额；更正错账请办理冲销。',
  'ledger.overdrawn.held': '预留资金只有 {available}，不能解除 {needed}，差 {missing}。请核减金额。',
  'ledger.overdrawn.line':
    '预算科目可用额度 {available}，本次需要 {needed}，差 {missing}。请核减批复金额，或由市领导小组办公室办理预算调整。',
  'ledger.overdrawn.pool':
    '资金池可用 {available}，本次需要 {needed}，差 {missing}。请待收入到账或由市财政局解除预留后办理，或核减金额。',
  'ledger.overdrawn.share.available':
    '到账未支付的资金 {available}，本次需要 {needed}，差 {missing}。请待后续资金到账，或核减金额。',
  'ledger.overdrawn.share.committed':
    '尚未下达的批复额度 {available}，本次需要 {needed}，差 {missing}。请核减金额，或先办理金额变更。',
  'ledger.overdrawn.share.issued':
    '已下达的额度 {available}，本次需要冲回 {needed}，差 {missing}。请市财政局核对台账。',
  'ledger.overdrawn.share.spent': '已支付 {available}，本次需要冲回 {needed}，差 {missing}。请财政核对支付记录。',
  'ledger.overdrawn.share.transit': '在途资金 {available}，本次需要 {needed}，差 {missing}。请市财政局核对下达记录。',

  'membership.administrator-decides':
    '系统管理员不能兼任申报、审核、资金等岗位（职责分离），只能兼任审计。请先结束不相容的岗位。',
  'membership.deputy-beyond': '被代理人的岗位自 {date} 起结束，代理不能超过该日。请改正日期。',
  'membership.deputy-of-deputy': '代理岗位不能再转由他人代理。请由被代理人另行指定代理人。',
  'membership.deputy-of-self': '本人不能代理本人。请选择其他人员。',
  'membership.deputy-there': '这段日期已有代理人。请先结束原代理，或改正日期。',
  'membership.deputy-without-dates': '代理须有起止日期。请填写。',
  'membership.ends-before-start': '结束日期早于开始日期或今天。请改正日期。',
  'membership.held-already': '该用户已任{role}。请核对；需要调整日期的，请修改原岗位。',
  'membership.missing': '没有找到这个岗位，或不在您的管理范围。请核对。',
  'membership.role-unfit': '该单位的层级不设“{role}”岗位。请选择其他岗位或单位。',

  'money.negative': '金额 {amount} 小于零。请填写不小于零的金额。',
  'money.not-positive': '金额 {amount} 不大于零。请填写大于零的金额；不同意报账的，请办理退回或不予报账。',
  'money.split-negative': '不能分摊负数金额，也不能按负数比例分摊。请核对金额和比例。',
  'money.split-without-weights': '分摊比例合计为零，无法分摊。请至少给一项填写比例。',
  'money.too-large': '金额 {amount} 超出系统可记的范围。请核对单位是元还是万元。',
  'money.unreadable': '“{text}”不是有效金额（单位：{unit}）。请填写数字，小数位数不超过到分。',

  'organisation.ended': '该单位自 {date} 起停用，不能设置岗位。请选择其他单位。',
  'organisation.has-members': '该单位届时仍有 {members} 个岗位没有结束。请先结束这些岗位，再停用单位。',
  'organisation.level-unfit': '单位层级与所在地区不符：市级单位属于市，县级、镇街单位属于县（市、区）。请重新选择。',
  'organisation.missing': '没有找到这个单位，或不在您的管理范围。请核对。',
  'organisation.name-taken': '已有名为“{name}”的单位。请核对，或另取名称。',
  'organisation.region-unknown': '地区“{region}”不存在，或不在您的管理范围。请重新选择。',

  'paper.named-twice': '附件“{name}”重复列出。请只保留一份。',
  'paper.none-named': '没有选择附件。请至少上传一份。',
  'paper.not-a-photo': '“{name}”不是图片，不能作为照片。请上传 JPG、PNG、WebP 或 HEIC 图片，或改选其他类别。',
  'paper.not-there': '附件“{name}”不存在，或不是本单位上传的。请重新上传后再提交。',
  'paper.of-others': '该附件由其他单位提供，只能由提供单位作废。',
  'paper.project-full': '本项目附件合计 {size} MB，超过上限 {most} MB。请压缩或精简附件。',
  'paper.required': '缺少附件：{class}。请上传后再提交。',
  'paper.still-required': '{class}是办理依据，不能只作废不补充。请先补充新的附件，再作废原附件。',
  'paper.too-large': '附件“{name}”有 {size} MB，超过该类附件的上限 {most} MB。请压缩后重新上传。',
  'paper.too-many': '本项目附件达到 {count} 份，超过上限 {most} 份。请合并或精简附件。',
  'paper.too-many-at-once': '一次提交了 {count} 份附件，超过上限 {most} 份。请合并，或分次补充。',
  'part.missing': '项目没有第 {no} 号{kind}。请刷新后核对。',
  'password.current-wrong': '当前密码不正确。请重新输入；忘记密码的，请联系系统管理员重置。',
  'password.is-username': '密码不能就是用户名。请另设一个密码。',
  'password.too-common': '这个密码太常见，容易被猜中。请另设一个密码，例如几个不相关的词连在一起。',
  'password.too-short': '密码不足 {least} 个字符。请设置更长的密码，例如几个不相关的词连在一起。',
  'password.unchanged': '新密码与当前密码相同。请另设一个密码。',
  'password.unfit': '新密码不符合要求。请按所列各项另设密码。',

  'people.changed-meanwhile': '内容已被他人修改（您看到的是第 {expected} 版，现为第 {actual} 版）。请刷新后再办理。',
  'people.last-administrator': '这是最后一名市级系统管理员。请先设置另一名，再办理。',
  'people.oneself': '不能变更您自己的账号和岗位。请由另一名系统管理员办理；修改密码请到“我的账号”。',

  'person.missing': '没有找到这名用户，或不在您的管理范围。请核对。',
  'person.of-others-too': '{name}还在其他地区任职，不能由您修改。请市级系统管理员办理。',
  'person.username-taken': '用户名“{username}”已有人使用。请另取一个。',
  'person.username-unfit': '“{username}”不能作用户名。请用 2 至 50 个文字、数字、点、连字符、下划线或 @。',

  'policy.unknown': '项目适用的办法版本“{version}”不存在。请联系系统管理员。',

  'project.changed-meanwhile': '事项已被他人更新（您看到的是第 {expected} 版，现为第 {actual} 版）。请刷新后再办理。',
  'project.event-unknown': '不能办理“{event}”：没有这个事项，或它由系统自动办理。',
  'project.missing': '没有找到这个项目，或您无权查看。',
  'project.not-suspended': '项目没有暂停，不需要恢复。',
  'project.own-submission': '本事项由您本人起草、提交或推荐，应当回避。请由同岗位的其他人员办理。',
  'project.requirements-unmet': '暂不能办理“{event}”，还有条件没有满足。请按所列各项处理。',
  'project.role-refused': '您的岗位或单位不能对本项目办理“{event}”。请由有权办理的人员办理。',
  'project.suspended-by-city': '项目由市领导小组办公室暂停，县（市、区）不能恢复。请联系市领导小组办公室。',
  'project.suspended': '项目已暂停，期间不能办理。请先由县（市、区）农业农村局或市领导小组办公室恢复项目。',
  'project.transition-refused': '当前状态“{state}”不能办理“{event}”。请刷新后查看可办理的事项。',

  'release.funds-missing': '资金池还没有资金，待下达 {needed}。请待收入到账后恢复办理。',
  'release.funds-suffice': '资金池可用 {available}，足够下达 {needed}，不能转为等待资金。请直接下达。',
  'reimbursement.paid-over-accepted':
    '份额 {share} 已支付 {paid}，超过验收认定的 {accepted}，多付 {over}。请先冲回支付并按验收金额重新审核报账，再结清。',
  'release.in-transit': '还有 {amount} 在途，没有确认到账。请收款方先确认到账，或由市财政局冲回该批次。',
  'release.nothing-left': '批复金额已全部下达，没有可下达的额度。需要追加的，请先办理金额变更。',
  'release.over-accepted':
    '第 {share} 份资金累计下达 {released}，超过验收认定金额 {accepted}（先建后补）。请核减下达金额。',
  'release.over-approved': '第 {share} 份资金本次下达 {amount}，超过尚未下达的批复额度 {left}。请核减下达金额。',
  'release.received-before-issued': '到账日期 {receivedOn} 早于下达日期 {issuedOn}。请核对到账日期。',

  'request.cursor-unreadable': '分页位置无效。请从第一页重新查看。',
  'request.field.choice': '“{field}”不在可选范围。请从所列选项中选择。',
  'request.field.day': '“{field}”应是有效日期，如 2022-06-08。请改正。',
  'request.field.digest': '“{field}”应为文件的 SHA-256 摘要（64 位小写十六进制）。请重新上传附件。',
  'request.field.flag': '“{field}”应填“是”或“否”。请选择。',
  'request.field.ids': '“{field}”应是编号的列表。请重新选择。',
  'request.field.list': '“{field}”应是列表，且不能过长。请改正。',
  'request.field.money': '“{field}”应是以分为单位的非负整数。请改正。',
  'request.field.nestedValidation': '“{field}”的内容不完整。请补充。',
  'request.field.object': '“{field}”的内容不完整。请补充。',
  'request.field.text': '“{field}”应是长度适当的文字。请改正。',
  'request.field.unknown': '“{field}”不是本请求的内容。请去掉。',
  'request.field.whole': '“{field}”应是允许范围内的整数。请改正。',
  'request.field.words': '“{field}”不能为空，且不能过长。请改正。',
  'request.from-elsewhere': '请求来自其他网站，没有办理。请从本系统的页面操作。',
  'request.invalid': '填写的内容不符合要求。请按所列各项改正。',
  'request.key-missing': '请求缺少幂等编号（Idempotency-Key，1 至 100 个字符）。请刷新页面后重新提交。',
  'request.key-reused': '请求编号“{key}”已用于另一请求，本次未办理。请刷新页面后重新提交。',
  'request.media-type': '提交的内容格式不受支持。请以 JSON 格式提交。',
  'request.route-unknown': '没有这个地址。请从菜单重新进入。',
  'request.too-large': '提交的内容过大。请删减后重新提交。',
  'request.too-many': '请求过于频繁。请稍候再试。',
  'request.unreadable': '请求内容无法读取。请刷新页面后重新提交。',
  'review.amount-negative': '第 {share} 份资金的拟批金额小于零。请填写不小于零的金额。',
  'review.amount-over-asked': '第 {share} 份资金拟批 {amount}，超过申请金额 {asked}。请改为不超过申请金额。',
  'review.amount-over-proposed':
    '第 {share} 份资金的文件金额 {amount}，超过上会通过的 {proposed}。请核对文件，或重新上会。',
  'review.department-unknown': '所选单位（编号 {department}）不能征求意见，或被重复选择。请重新选择。',
  'review.nothing-proposed': '拟批金额合计为零，不能上会。请填写拟批金额；不同意的，请退回申报。',
  'review.notice-runs': '公示期到 {until} 为止，期满后的次日起才能结束公示。',
  'review.objections-open': '还有 {open} 件公示异议没有核查处理。请先逐件处理。',
  'review.panel-too-small': '会审小组至少 {least} 人，现选定 {seats} 人。请补选会审人员。',
  'review.panel-member-involved': '会审人员（编号 {person}）经手过本项目或属于申报单位，应当回避。请另选人员。',
  'review.panel-member-unknown': '会审人员（编号 {person}）不在会审名册，或被重复选择。请重新选择。',
  'review.share-without-amount': '第 {share} 份资金没有拟批金额。请填写（不支持的填零）。',
  'review.fields-without-return': '只有表决“退回”时才能指出要修改的内容。请改为表决“退回”，或删去所列内容。',
  'review.vote-needs-reason': '表决“退回”或“否决”必须说明理由。请填写理由。',
  'review.votes-already': '一人只能投一票：您有自己的席位，或已代其他成员表决。请由被代理人本人表决，或申请回避。',

  'self-evaluation.exists': '本项目已有提交或确认的绩效自评（第 {no} 号）。需要修改的，请先由审核人退回。',
  'self-evaluation.reason-missing': '绩效目标未完成，没有填写原因。请填写未完成的原因。',
  'self-evaluation.remedy-missing': '绩效目标未完成，没有填写改进措施。请填写改进措施。',

  'service.busy': '同时办理的人太多，本次未办理。请稍候再试。',
  'service.outcome-unknown': '与数据库的连接中断，暂时无法确认本次是否已办理。请稍候重新提交：已办理的不会重复办理。',
  'service.broken': '系统出错，本次未办理。请把编号 {request} 告知系统管理员。',
  'service.stopping': '系统正在重启，本次未办理。请稍候再试。',
  'service.unavailable': '系统暂时不可用。请稍候再试；持续不可用的，请联系系统管理员。',
  'session.credentials-wrong':
    '用户名或密码不正确，或者账号已停用、没有任职岗位。请核对后重新登录；仍不能登录的，请联系系统管理员。',
  'session.locked': '登录失败次数过多，已暂停登录。请在 {minutes} 分钟后再试；急需登录的，请联系系统管理员解锁。',
  'session.membership-missing': '您没有这个岗位。请选择您自己的岗位。',
  'session.password-change-required': '您的密码由他人设置。请先修改密码，再办理其他事项。',
  'session.role-refused': '您的岗位不能进行这项操作。请切换岗位，或由有权人员办理。',
  'session.signed-out': '您没有登录，或登录已过期。请重新登录。',
  'share.unknown': '项目没有第 {share} 份资金。请核对所选的份额。',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof errorsZhCN;
