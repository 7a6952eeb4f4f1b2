import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { verifyJwtAside } from '@ena/kernel/crypto/jwt-direct.ts';
import { readVerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import type { Client } from '../domain/client.ts';
import { type DpopClaims, type DpopTarget, dpopWindowSeconds, readDpopClaims } from '../domain/dpop.ts';
import type { Confirmation } from '../domain/grant.ts';
import type { Profile } from '../domain/profile.ts';
import { type Refusal, refuse } from '../domain/refusal.ts';
import type { SenderProof } from '../domain/token-request.ts';
import { proofAlgorithms } from './proof-algorithms.ts';
import type { ReplayMemory } from './replay-memory.ts';
import type { ServerTools } from './server-tools.ts';

export type Binding =
  | { readonly kind: 'bound'; readonly to: Confirmation }
  | { readonly kind: 'unbound' }
  | Refusal;

/** The key that a token for this request must be bound to, and whether the sender has shown that it holds it. */
export async function senderBinding(
  sender: SenderProof,
  client: Client,
  profile: Profile,
  tools: ServerTools,
): Promise<Binding> {
  if (sender.dpop !== undefined) {
    const target = { method: 'POST', url: tools.names.at.token };
    const proof = await checkDpopProof(sender.dpop, target, profile, tools);
    if (proof === undefined)
      return refuse(
        'invalid_dpop_proof',
        'The DPoP proof is not one for this call, not of an algorithm of the profile, or was used before.',
      );
    if (
      profile.dpopNonce === 'required' &&
      !(proof.nonce !== undefined && tools.nonces.isOurs(proof.nonce))
    ) {
      return refuse('use_dpop_nonce', 'Send the DPoP proof again with the nonce of the header DPoP-Nonce.');
    }
    return { kind: 'bound', to: { jkt: proof.thumbprint } };
  }
  if (client.dpopBound)
    return refuse('invalid_request', 'The tokens of this client are bound by DPoP: send a DPoP proof.');
  if (client.certificateBound) {
    return sender.certificate === undefined
      ? refuse('invalid_request', 'The tokens of this client are bound to its TLS certificate; call with it.')
      : { kind: 'bound', to: { 'x5t#S256': sender.certificate } };
  }
  if (profile.senderConstraint === 'optional') return { kind: 'unbound' };
  return refuse('invalid_request', 'The profile of the client demands bound tokens: send a DPoP proof.');
}

export interface DpopProof extends DpopClaims {
  /** RFC 7638, of the key in the proof. */
  readonly thumbprint: string;
}

/** RFC 9449 §4.3 in full, by the algorithms of the profile, but for the nonce and `ath`, which the caller compares. Answers nothing for any fault. */
export async function checkDpopProof(
  proof: string,
  target: DpopTarget,
  profile: Pick<Profile, 'algorithms'>,
  { clock, replay }: { readonly clock: { now(): number }; readonly replay: ReplayMemory },
): Promise<DpopProof | undefined> {
  const now = clock.now();
  const jwk = proof.length > 8192 ? undefined : decodeJwtUnverified(proof)?.header.jwk;
  const key = readVerificationKey(jwk);
  if (!key.ok) return undefined;
  // The key is the one in the header, whatever name stands beside it.
  const kid = decodeJwtUnverified(proof)?.header.kid;
  const keys = [{ ...key.value, kid: typeof kid === 'string' ? kid : undefined }];
  const algorithms = proofAlgorithms(profile);
  const verified = await verifyJwtAside(proof, { typ: ['dpop+jwt'], algorithms, keys, now });
  if (!verified.ok) return undefined;
  const claims = readDpopClaims(verified.value.payload, target, now / 1000);
  if (claims === undefined) return undefined;
  const { thumbprint } = key.value;
  const first = await replay.take('dpop', thumbprint, claims.id, claims.issuedAt + dpopWindowSeconds);
  return first ? { ...claims, thumbprint } : undefined;
}
