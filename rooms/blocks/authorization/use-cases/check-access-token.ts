import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { constantTimeEqual } from '@ena/kernel/crypto/secret.ts';
import type { ProofRefusal, TokenClient } from '@ena/kernel/identity/access-token.ts';
import type { DpopTarget } from '../domain/dpop.ts';
import type { SenderProof } from '../domain/token-request.ts';
import { profileAt } from './profile-at.ts';
import { type LiveToken, readAccessToken } from './read-access-token.ts';
import { checkDpopProof } from './sender-binding.ts';
import type { ServerTools } from './server-tools.ts';

/** How a token came: under which scheme, with which proofs, on which call. */
export interface Presentation extends SenderProof {
  readonly scheme: 'Bearer' | 'DPoP';
  readonly call: DpopTarget;
}

/**
 * The client that a token speaks for at the APIs of this installation, by RFC 9068 §4. A token that is bound to a
 * key is refused unless the presentation shows the key; where nothing is known of the presentation, it is refused.
 */
export async function checkAccessToken(
  token: string,
  tools: ServerTools,
  presentation?: Presentation,
): Promise<TokenClient | ProofRefusal | undefined> {
  const live = await readAccessToken(token, tools);
  if (live === undefined || !live.audiences.includes(tools.names.ownApis)) return undefined;
  const shown = await shownKey(token, live, tools, presentation);
  if (shown === 'none' || typeof shown === 'object') return shown === 'none' ? undefined : shown;
  const { client, scopes } = live;
  const holder = { id: client.id, organisation: client.organisation, scopes };
  return shown === 'not-needed' ? holder : { ...holder, proven: shown };
}

type Shown = 'not-needed' | 'none' | 'dpop' | 'certificate' | ProofRefusal;

async function shownKey(
  token: string,
  live: LiveToken,
  tools: ServerTools,
  presentation: Presentation | undefined,
): Promise<Shown> {
  const { cnf } = live.claims;
  const isBearer = presentation === undefined || presentation.scheme === 'Bearer';
  if (cnf === undefined) return isBearer ? 'not-needed' : 'none';
  const { jkt, 'x5t#S256': certificate } = cnf as Record<string, unknown>;
  if (typeof jkt === 'string') {
    return presentation === undefined || isBearer
      ? 'none'
      : shownByDpop(token, jkt, live, tools, presentation);
  }
  const shown = presentation?.certificate;
  if (typeof certificate !== 'string' || shown === undefined || !isBearer) return 'none';
  return constantTimeEqual(shown, certificate) ? 'certificate' : 'none';
}

/** RFC 9449 §4.3-11 and 12: of this token and by its key; with a nonce that we gave where the profile demands it. */
async function shownByDpop(
  token: string,
  thumbprint: string,
  { client }: LiveToken,
  tools: ServerTools,
  { dpop, call }: Presentation,
): Promise<Shown> {
  const profile = profileAt('token', client, tools);
  const proof =
    dpop === undefined || profile === undefined
      ? undefined
      : await checkDpopProof(dpop, call, profile, tools);
  const hash = sha256(token).toString('base64url');
  if (proof === undefined || proof.thumbprint !== thumbprint || proof.tokenHash !== hash) {
    return { refused: 'wrong-proof' };
  }
  const isNonceNeeded = profile?.dpopNonce === 'required';
  if (!isNonceNeeded || (proof.nonce !== undefined && tools.nonces.isOurs(proof.nonce))) return 'dpop';
  return { refused: 'nonce-needed', nonce: tools.nonces.current() };
}
