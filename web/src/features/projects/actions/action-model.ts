import {
  partKinds,
  type Action,
  type Part,
  type PartKind,
  type PartRef,
  type Project,
} from '../../../shared/api/contract.js';

/** Events that stop, end, refuse or take back; their button is red, and it is never the first. */
const hard = /reject|refuse|suspend|terminate|withdraw|void|cancel|clawback|dismiss|reverse/i;

export const isHard = (event: string): boolean => hard.test(event);

/** Papers are added and voided beside their list. */
export const isPaperwork = (event: string): boolean => event.startsWith('paper.');

export const isSame = (a: Pick<Action, 'event' | 'part'>, b: Pick<Action, 'event' | 'part'>): boolean =>
  a.event === b.event && a.part?.kind === b.part?.kind && a.part?.no === b.part?.no;

export const actionKey = ({ event, part }: Pick<Action, 'event' | 'part'>): string =>
  part ? `${event}/${part.kind}/${part.no}` : event;

/** The server names a part in the singular: the `claim` of `claims`. */
export const isOfKind = (kinds: PartKind, kind: string): boolean => kinds === kind || kinds === `${kind}s`;

export function partOf(project: Project, { kind, no }: PartRef): Part | undefined {
  const kinds = partKinds.find((one) => isOfKind(one, kind));
  return kinds && project[kinds]?.find((part) => part.no === no);
}

/** `审核报账 · 第 2 笔`: the action, and which part it is about. */
export const actionLabel = ({ label, part }: Pick<Action, 'label' | 'part'>, partLabel: string): string =>
  part ? `${label} · ${partLabel}` : label;

/** `amounts.0.amount` or `amounts[0].amount` as the path of a form's field. */
export const formPath = (field: string): (string | number)[] =>
  field
    .split(/[.[\]]+/)
    .filter(Boolean)
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

/** The action to offer first: the server's choice, else the first that is possible and does no harm. */
export function firstAction(actions: readonly Action[]): Action | undefined {
  return (
    actions.find((action) => action.primary && action.allowed) ??
    actions.find((action) => action.primary) ??
    actions.find((action) => action.allowed && !isHard(action.event))
  );
}

/** The rest, what is possible before what is not, and what does harm last. */
export function otherActions(actions: readonly Action[], first: Action | undefined): Action[] {
  const rank = (action: Action) => (action.allowed ? 0 : 2) + (isHard(action.event) ? 1 : 0);
  return actions.filter((action) => action !== first).sort((a, b) => rank(a) - rank(b));
}
