export type Tone = 'neutral' | 'progress' | 'waiting' | 'good' | 'bad';

const tones: readonly (readonly [RegExp, Tone])[] = [
  [/reject|refus|fail|void|upheld|revers/i, 'bad'],
  [/returned|suspend|waitingFor|rectif/i, 'waiting'],
  [/complet|settled|^paid|passed|received|confirmed|approved|dismissed|given|voted/i, 'good'],
  [/draft|waived|stepped|closed|withdraw|terminat/i, 'neutral'],
];

/** What colour a state is shown in. Colour only repeats what the label says; an unknown state is plainly in progress. */
export function toneOf(state: string): Tone {
  // A recorded document waits for its second person; a recorded milestone waits for nobody.
  if (state === 'recorded') return 'waiting';
  const last = state.slice(state.lastIndexOf('.') + 1);
  return tones.find(([pattern]) => pattern.test(last))?.[1] ?? 'progress';
}
