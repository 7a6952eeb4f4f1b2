import type { ServerTools } from './server-tools.ts';

export type RotationStep = 'announce' | 'promote' | 'prune';

export type RotationOutcome =
  | { readonly kind: 'done'; readonly kids: readonly string[]; readonly active: string }
  | { readonly kind: 'nothing-announced' };

/** Longest that anything signed here is used: the longest token of any profile. */
function longestUse({ profiles }: ServerTools): number {
  return Math.max(...[...profiles.values()].map((profile) => profile.tokenSeconds)) * 1000;
}

/** One step in the life of the signing keys (kernel/crypto/key-ring.ts). `prune` withdraws keys that nothing live is signed with. */
export function rotateKeys(step: RotationStep, tools: ServerTools): RotationOutcome {
  const { signing, clock } = tools;
  if (step === 'announce') signing.announce();
  if (step === 'promote' && signing.promote().kind === 'nothing-announced')
    return { kind: 'nothing-announced' };
  if (step === 'prune') signing.prune(clock.now() - longestUse(tools));
  return { kind: 'done', kids: signing.all.map((key) => key.kid), active: signing.active.kid };
}
