/** How the fund pays for a project: orders the stages of its life. */
export type Mode = 'standard' | 'build_first' | 'filing' | 'actual_cost' | 'direct_transfer';

export const modes: readonly Mode[] = ['standard', 'build_first', 'filing', 'actual_cost', 'direct_transfer'];
