import type { LifecycleLabels } from '../../workflows/project/diagram.js';
import type { Texts } from './texts.js';

/** The words of the lifecycle diagrams in one language. */
export const lifecycleLabels = (texts: Texts): LifecycleLabels => ({
  ...texts,
  holders: { ...texts.roles, ...texts.holders },
});
