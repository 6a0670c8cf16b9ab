import { itemsFor } from '../document/facts.js';
import type { Fen } from '../values/money.js';
import { addPart, draw, pay, receive, release } from './effects.js';
import type { EventOf } from './events.js';
import type { Situation } from './facts.js';
import type { Effect } from './stage.js';

/**
 * Issues the project's items of a release document, one instalment for each (下达). With `paidAtOnce` (direct transfer)
 * the transfer is itself receipt and payment.
 */
const issueAs =
  (paidAtOnce: boolean) =>
  (s: Situation, event: EventOf<'release.issue'>): Effect[] => {
    const document = s.documents.get(event.documentId)!;
    const drawnByThis = new Map<string, Fen>();
    let no = s.facts.parts.instalment.length;
    return itemsFor(document, s.facts.project.id).flatMap((item) => {
      no += 1;
      const drawn = draw(s, item.amount, drawnByThis);
      const behind = { documentId: document.id, part: `instalment/${no}` };
      return [
        addPart('instalment', paidAtOnce ? 'received' : 'issued', {
          share: item.share,
          documentId: document.id,
          amount: item.amount,
          drawn,
          issuedOn: s.today,
          receivedOn: paidAtOnce ? s.today : null,
          reason: null,
        }),
        ...release(s, item.share, drawn, behind),
        ...(paidAtOnce
          ? [...receive(s, item.share, item.amount, behind), ...pay(s, item.share, 'available', item.amount, behind)]
          : []),
      ];
    });
  };

export const issue = issueAs(false);
export const transfer = issueAs(true);
