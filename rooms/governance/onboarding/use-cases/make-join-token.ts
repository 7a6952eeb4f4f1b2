import { hashSecret, newSecret } from '@ena/kernel/crypto/secret.ts';
import { hour, rfc3339 } from '@ena/kernel/time.ts';
import type { Matter } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import { meet, ofKind } from './meet.ts';
import type { OnboardingTools } from './tools.ts';

export type JoinTokenOutcome =
  | Exclude<StepOutcome, { kind: 'done' }>
  | { readonly kind: 'made'; readonly matter: Matter; readonly token: string; readonly expiresAt: number };

/** A token with which the organisation's connector registers its keys, once. A new one makes the old one worthless. */
export async function makeJoinToken(
  tools: OnboardingTools,
  person: Person,
  id: string,
): Promise<JoinTokenOutcome> {
  const meeting = ofKind(await meet(tools, id, person, 'self'), 'organisation');
  if (meeting === undefined) return { kind: 'unknown' };
  const { matter, roles, actor } = meeting;
  const token = newSecret();
  const expiresAt = tools.clock.now() + tools.config.joinTokenHours * hour;
  const taken = await attempt(tools, matter, {
    step: 'make-join-token',
    roles,
    actor,
    reason: '',
    details: { expiresAt: rfc3339(expiresAt) },
    data: { ...matter.data, joinToken: { hash: hashSecret(token), expiresAt } },
  });
  if (taken.kind !== 'moved') return taken;
  const done = await commit(tools, matter, [taken.moved]);
  return done.kind === 'done' ? { kind: 'made', matter: done.matter, token, expiresAt } : done;
}
