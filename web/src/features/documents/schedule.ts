import type { NewDocument, Project, Share } from '../../shared/api/contract.js';
import { subtractFen, type Fen } from '../../shared/money/money.js';

/** Typed amounts by `project/share`. */
export type Amounts = Record<string, Fen>;

type OfMode = Pick<Project, 'mode'>;

/**
 * What the paper most likely says: a release issues what is still to be released of what is approved, or accepted where it
 * was built first; a termination ends what is approved; the others decide on what the panel proposed, or else what was
 * asked.
 */
export function proposedAmount({ mode }: OfMode, share: Share, kind: NewDocument['kind']): Fen {
  if (kind === 'termination') return share.approved ?? '0';
  if (kind !== 'release')
    return share.proposed ?? (share.approved && share.approved !== '0' ? share.approved : share.asked);
  const due = mode === 'build_first' ? share.accepted : share.approved;
  const left = subtractFen(due ?? '0', share.released);
  return left.startsWith('-') ? '0' : left;
}

const endsProjects = (kind: NewDocument['kind']): boolean => kind === 'rejection' || kind === 'termination';

/** One item for each share of the chosen projects. What ends a project lists every share; else one set to nothing is left out. */
export function scheduleOf(
  projects: readonly Project[],
  kind: NewDocument['kind'],
  amounts: Amounts,
): NewDocument['items'] {
  return projects.flatMap((project) =>
    project.shares
      .map((share) => ({
        projectId: project.id,
        share: share.no,
        amount: amounts[`${project.id}/${share.no}`] ?? proposedAmount(project, share, kind),
      }))
      .filter(({ amount }) => amount !== '0' || endsProjects(kind)),
  );
}
