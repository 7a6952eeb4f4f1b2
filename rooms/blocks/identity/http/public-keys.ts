import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { viaProvider } from './provider-handlers.ts';
import type { Tools } from './tools.ts';

/** The provider's keys and, behind them, those that e-signatures are made with: clients look for both here. */
export async function readProviderKeys(request: RoomRequest, tools: Tools): Promise<RoomReply> {
  const reply = await viaProvider(tools, 'GET', '/jwks', request);
  if (reply.status !== 200 || typeof reply.body !== 'string') return reply;
  const { keys } = JSON.parse(reply.body) as { keys: object[] };
  return { ...reply, body: JSON.stringify({ keys: [...keys, ...tools.signatureKeys.published] }) };
}

/** Every key that ever signed an e-signature here, as a JWK set; `withdrawnAt` stands at those that leaked. */
export async function readSignatureKeys({ signatureKeys }: Tools): Promise<RoomReply> {
  const keys = await signatureKeys.all();
  return {
    status: 200,
    contentType: 'application/jwk-set+json',
    body: {
      keys: keys.map(({ jwk, withdrawnAt }) => ({
        ...jwk,
        ...(withdrawnAt !== undefined && { withdrawnAt: rfc3339(withdrawnAt) }),
      })),
    },
  };
}
