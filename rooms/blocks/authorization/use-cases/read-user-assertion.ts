import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { claimAdvice, readAssertion } from '../domain/assertion.ts';
import type { Client } from '../domain/client.ts';
import type { Profile } from '../domain/profile.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import {
  readUserObjects,
  selfIssued,
  type UserClaims,
  type VouchedObject,
  withoutSignatures,
} from '../domain/user.ts';
import { jwtAdvice, verifyByOwner } from './authenticate-client.ts';
import { namesAt } from './server-names.ts';
import type { ServerTools } from './server-tools.ts';

export interface AssertedUser {
  readonly kind: 'user';
  readonly subject: string;
  readonly user: UserClaims;
}

const userKinds = [undefined, 'JWT', 'authorization-grant+jwt'];

/** The user_JWT of Signalering 2.2: signed by the client itself, about a person, used once. */
export async function readUserAssertion(
  token: string,
  client: Client,
  profile: Profile,
  tools: ServerTools,
): Promise<AssertedUser | Refusal> {
  const verified = await verifyByOwner({ token }, client, 'oauth_client', profile, userKinds, tools);
  if (!verified.ok) return refuse('invalid_grant', jwtAdvice[verified.error]);
  const { payload } = verified.value;
  const now = tools.clock.now() / 1000;
  const claims = readAssertion(payload, profile, namesAt(tools.names, 'token'), now);
  if (typeof claims === 'string') return refuse('invalid_grant', claimAdvice[claims]);
  if (claims.issuer !== client.id) return refuse('invalid_grant', 'Set iss to the client id.');
  const objects = readUserObjects(payload, claims.subject);
  if (typeof objects === 'string') return refuse('invalid_grant', userAdvice[objects]);
  for (const object of objects.values()) {
    if (!(await isVouched(object, client, profile, tools))) return refuse('invalid_grant', notVouched);
  }
  const first = await tools.replay.take('user', client.id, claims.id, claims.expires);
  if (!first) return refuse('invalid_grant', 'The assertion was used before; make a new one for each call.');
  return { kind: 'user', subject: claims.subject, user: withoutSignatures(objects) };
}

const userAdvice = {
  'bad-subject': 'Set sub to a personal identity number or coordination number of twelve digits.',
  'bad-object':
    'Each object about the user has trustMarkName, trustMarkSignature and attributes that are texts.',
  'another-person': 'userIdentity is about another person than sub.',
};

const notVouched =
  'A trustMarkName is not one that the client holds, or its trustMarkSignature is not that trust mark.';

const largestMark = 16_384;

/**
 * A mark is believed because the federation says now that the client holds this very one, byte for byte: the trust
 * framework has verified its signature, its issuer and its status. What stands in any other is never read.
 */
async function isVouched(
  { trustMarkName, trustMarkSignature }: VouchedObject,
  client: Client,
  profile: Profile,
  tools: ServerTools,
): Promise<boolean> {
  if (trustMarkName === selfIssued) return profile.selfIssuedAttributes;
  if (trustMarkSignature === '' || trustMarkSignature.length > largestMark) return false;
  const entity = await tools.federation.resolveEntity(client.id);
  const held = entity?.trustMarks.find(({ jwt }) => jwt === trustMarkSignature);
  return held?.type === trustMarkName && speaksNow(held.jwt, client.id, tools.clock.now() / 1000);
}

/** The federation may answer from memory: whether the mark has ended meanwhile is asked of the mark. */
function speaksNow(jwt: string, subject: string, now: number): boolean {
  const mark = decodeJwtUnverified(jwt);
  if (mark?.header.typ !== 'trust-mark+jwt' || mark.payload.sub !== subject) return false;
  const { exp } = mark.payload;
  return exp === undefined || (typeof exp === 'number' && exp > now);
}
