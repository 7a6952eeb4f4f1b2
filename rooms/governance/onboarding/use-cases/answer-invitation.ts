import { hashSecret, matchesSecret } from '@ena/kernel/crypto/secret.ts';
import type { ContactData, MatterOf } from '../domain/matter.ts';
import type { Person } from '../domain/person.ts';
import { attempt } from './attempt.ts';
import { commit, type StepOutcome } from './commit.ts';
import type { OnboardingTools } from './tools.ts';

export type AnswerOutcome =
  | Exclude<StepOutcome, { kind: 'unknown' }>
  /** No such code, or it is answered, or meant for someone else. */
  | { readonly kind: 'bad-code' }
  | { readonly kind: 'expired' };

/** The one invited has logged in and answers. Accepting binds the contact to the person who logged in. */
export async function answerInvitation(
  tools: OnboardingTools,
  person: Person,
  code: string,
  answer: 'accept' | 'decline',
): Promise<AnswerOutcome> {
  const matter = await invitationOf(tools, code);
  const { invitation, wanted } = matter?.data ?? {};
  if (matter === undefined || invitation === undefined) return { kind: 'bad-code' };
  if (wanted !== undefined && wanted !== person.personalNumber) return { kind: 'bad-code' };
  if (tools.clock.now() >= invitation.expiresAt) return expire(tools, matter);
  const { invitation: _, ...rest } = matter.data;
  const data: ContactData = answer === 'accept' ? { ...rest, holder: person } : rest;
  const taken = await attempt(tools, matter, {
    step: `${answer}-invitation`,
    roles: ['invited'],
    actor: { kind: 'person', ...person },
    reason: '',
    data,
  });
  if (taken.kind !== 'moved') return taken;
  const done = await commit(tools, matter, [taken.moved]);
  return done.kind === 'unknown' ? { kind: 'bad-code' } : done;
}

async function invitationOf(
  { store }: OnboardingTools,
  code: string,
): Promise<MatterOf<'contact'> | undefined> {
  const matter = await store.findBySecret(hashSecret(code));
  if (matter?.kind !== 'contact' || matter.data.invitation === undefined) return undefined;
  return matchesSecret(code, matter.data.invitation.hash) ? matter : undefined;
}

async function expire(tools: OnboardingTools, matter: MatterOf<'contact'>): Promise<AnswerOutcome> {
  const taken = await attempt(tools, matter, {
    step: 'expire',
    roles: ['system'],
    actor: { kind: 'system', name: 'inbjudans giltighetstid' },
    reason: 'Inbjudan besvarades inte i tid.',
  });
  if (taken.kind === 'moved') await commit(tools, matter, [taken.moved]);
  return { kind: 'expired' };
}
