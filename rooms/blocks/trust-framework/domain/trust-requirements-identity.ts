import type { Control, RequirementKind, TrustRequirement } from './trust-requirement.ts';

/**
 * The matrix of the trust model for identity at level high. The source has codes and controls by actor type
 * (M, R, K, P) and no texts; whoever reviews must have the requirement from the owner of the mark.
 */
const matrix: readonly (readonly [string, Control, Control, Control, Control])[] = [
  ['O1', 'I', 'E', 'E', 'E'],
  ['O2', 'I', 'I', 'I', 'E'],
  ['O3', 'S', 'I', 'I', 'I'],
  ['O4', 'S', 'S', 'S', 'S'],
  ['O5', 'S', 'S', 'S', 'S'],
  ['T1', 'E', 'C', 'C', 'C'],
  ['T2', 'E', 'E', 'E', 'E'],
  ['T3', 'E', 'E', 'E', 'E'],
  ['T4', 'S', 'S', 'S', 'S'],
  ['F1', 'I', 'E', 'E', 'E'],
  ['F2', 'S', 'S', 'S', 'S'],
];

export const identityRequirements: readonly TrustRequirement[] = matrix.map(([code, M, R, K, P]) => ({
  code: `ID.${code}`,
  group: 'identity',
  text: '',
  levels: ['high'],
  kinds: [code.slice(0, 1) as RequirementKind],
  control: { M, R, K, P },
}));
