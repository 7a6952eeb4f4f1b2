import { batchAlgorithm } from '@ena/kernel/crypto/http-signatures/batch-value.ts';
import type { Message } from '@ena/kernel/crypto/http-signatures/message.ts';
import {
  type MessageSignature,
  prepareMessage,
  type SignRequest,
  signMessage,
} from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import type { Coverage } from '@ena/kernel/crypto/http-signatures/signature-base.ts';
import type { SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { ConnectorContext } from '../connector-context.ts';
import type { Entity } from '../trust/entity.ts';
import type { GroupSigner } from './group-signer.ts';
import { renderKeyId } from './key-id.ts';
import { label, tag } from './profile.ts';

export type Signed = MessageSignature & { readonly keyid: string };

/**
 * Signs with the active key, in company: in a group where there is one and the partner verifies that, alone otherwise.
 * Throws where our own message is unsignable.
 */
export async function signFor(
  context: Pick<ConnectorContext, 'groups' | 'signers' | 'signing' | 'config' | 'clock'>,
  partner: Pick<Entity, 'signatureAlgorithms'>,
  components: Coverage,
  message: Message,
): Promise<Signed> {
  const company = await context.signers.company();
  const key = context.signing.active;
  const keyid = renderKeyId(context.config.entityId, key.kid);
  const params = { created: Math.floor(context.clock.now() / 1000), keyid, tag };
  const request = { label, components, params, message };
  if (company > 1 && context.groups !== undefined && partner.signatureAlgorithms.has(batchAlgorithm))
    return signInGroup(context.groups, request, key, keyid);
  const made = signMessage({ ...request, key });
  if (!made.ok) throw new Error(`a message of our own cannot be signed: ${made.error.kind}`);
  const { signatureInput, signature, base } = made.value;
  return { signatureInput, signature, base, keyid };
}

async function signInGroup(
  groups: GroupSigner,
  request: Omit<SignRequest, 'key'>,
  key: SigningKey,
  keyid: string,
): Promise<Signed> {
  const prepared = prepareMessage(request, batchAlgorithm);
  if (!prepared.ok) throw new Error(`a message of our own cannot be signed: ${prepared.error.kind}`);
  const value = await groups.sign(prepared.value.base, key);
  return { ...prepared.value, keyid, signature: `${label}=:${value.toString('base64')}:` };
}
