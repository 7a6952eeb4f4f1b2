import { hashSecret, matchesSecret } from '@ena/kernel/crypto/secret.ts';
import type { Matter, MatterOf } from '../domain/matter.ts';
import { attempt } from './attempt.ts';
import { commit } from './commit.ts';
import type { FederationMember } from './ports.ts';
import type { OnboardingTools } from './tools.ts';

export interface JoinRequest {
  readonly token: string;
  readonly entityId: string;
  readonly federationKeys: FederationMember['federationKeys'];
}

export type JoinOutcome =
  | { readonly kind: 'joined'; readonly matter: Matter }
  /** Unknown, used or expired: which of these is nobody's business. */
  | { readonly kind: 'bad-token' }
  | { readonly kind: 'refused'; readonly detail: string };

/**
 * The organisation's connector registers its federation keys in place of the operator. The token is spent only when
 * the federation has taken the keys; whoever has it acts for the organisation until then.
 */
export async function join(tools: OnboardingTools, request: JoinRequest): Promise<JoinOutcome> {
  const matter = await holderOf(tools, request.token);
  if (matter === undefined) return { kind: 'bad-token' };
  const { organisationNumber, data } = matter;
  const { joinToken: _, ...rest } = data;
  if (request.entityId !== data.entityId) {
    return { kind: 'refused', detail: 'entityId must be the one that the application names.' };
  }
  const { entityId, federationKeys } = request;
  const member = { organisationNumber, entityId, federationKeys, organisationName: data.organisationName };
  const taken = await attempt(
    tools,
    matter,
    {
      step: 'join',
      roles: ['system'],
      actor: { kind: 'system', name: 'organisationens anslutning' },
      reason: 'Anslutningen har anmält sina nycklar med en engångskod.',
      details: { entityId, keys: federationKeys.map(({ kid }) => kid) },
      data: rest,
    },
    { 'registered-in-federation': () => register(tools, member) },
  );
  if (taken.kind === 'guarded') return { kind: 'refused', detail: taken.detail };
  if (taken.kind !== 'moved') return { kind: 'bad-token' };
  const done = await commit(tools, matter, [taken.moved]);
  return done.kind === 'done' ? { kind: 'joined', matter: done.matter } : { kind: 'bad-token' };
}

async function holderOf(
  { store, clock }: OnboardingTools,
  token: string,
): Promise<MatterOf<'organisation'> | undefined> {
  const matter = await store.findBySecret(hashSecret(token));
  if (matter?.kind !== 'organisation') return undefined;
  const { joinToken } = matter.data;
  if (joinToken === undefined || !matchesSecret(token, joinToken.hash)) return undefined;
  return clock.now() < joinToken.expiresAt ? matter : undefined;
}

async function register({ federation }: OnboardingTools, member: FederationMember) {
  const outcome = await federation.register(member);
  return outcome.kind === 'accepted' ? undefined : outcome.detail;
}
