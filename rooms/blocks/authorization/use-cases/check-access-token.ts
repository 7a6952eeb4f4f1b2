import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { constantTimeEqual } from '@ena/kernel/crypto/secret.ts';
import type { TokenClient } from '@ena/kernel/identity/access-token.ts';
import type { DpopTarget } from '../domain/dpop.ts';
import { type LiveToken, readAccessToken } from './read-access-token.ts';
import { checkDpopProof } from './sender-binding.ts';
import type { ServerTools } from './server-tools.ts';

/** How a token came: with which proofs, on which call. */
export interface Presentation {
  readonly call: DpopTarget;
  readonly dpop: string | undefined;
  /** SHA-256 thumbprint of the TLS client certificate, base64url. */
  readonly certificate: string | undefined;
}

/**
 * The client that a token speaks for at the APIs of this installation, by RFC 9068 §4. A token that is bound to a
 * key is refused unless the presentation shows the key; where nothing is known of the presentation, it is refused.
 */
export async function checkAccessToken(
  token: string,
  tools: ServerTools,
  presentation?: Presentation,
): Promise<TokenClient | undefined> {
  const live = await readAccessToken(token, tools);
  if (live === undefined || live.audience !== tools.names.ownApis) return undefined;
  if (!(await isHeldBySender(token, live, tools, presentation))) return undefined;
  const { client, scopes } = live;
  return { id: client.id, organisation: client.organisation, scopes };
}

async function isHeldBySender(
  token: string,
  { claims }: LiveToken,
  tools: ServerTools,
  presentation: Presentation | undefined,
): Promise<boolean> {
  if (claims.cnf === undefined) return true;
  const { jkt, 'x5t#S256': certificate } = claims.cnf as Record<string, unknown>;
  if (typeof certificate === 'string') {
    const shown = presentation?.certificate;
    return shown !== undefined && constantTimeEqual(shown, certificate);
  }
  if (presentation?.dpop === undefined || typeof jkt !== 'string') return false;
  const proof = await checkDpopProof(presentation.dpop, presentation.call, tools);
  const hash = sha256(token).toString('base64url');
  return proof !== undefined && proof.thumbprint === jkt && proof.tokenHash === hash;
}
