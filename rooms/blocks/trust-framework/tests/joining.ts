import assert from 'node:assert/strict';
import { decodeJwtUnverified, type verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { anchorId, type Leaf } from './leaf.ts';
import type { RunningRoom } from './running-room.ts';

export const v1 = '/trust-framework/v1';

export const fetchOf = (entityId: string) => `/federation/fetch?sub=${encodeURIComponent(entityId)}`;

export const resolveOf = (entityId: string, anchor = anchorId) =>
  `/federation/resolve?sub=${encodeURIComponent(entityId)}&trust_anchor=${encodeURIComponent(anchor)}`;

export const hostedPath = (orgnr: string, name: string) =>
  `/hosted/${orgnr}/${name}/.well-known/openid-federation`;

export type Keys = Parameters<typeof verifyJwt>[1]['keys'];

export function payloadOf(jwt: string): Record<string, unknown> {
  const decoded = decodeJwtUnverified(jwt);
  assert.ok(decoded, 'a JWT');
  return decoded.payload as Record<string, unknown>;
}

/** Registers the organisation and publishes its configuration. */
export async function join(hub: RunningRoom, leaf: Leaf): Promise<void> {
  const registered = await hub.call('POST', `${v1}/subordinates`, {
    json: leaf.registration,
    operator: true,
  });
  assert.ok(registered.status === 201 || registered.status === 200, registered.text);
  const put = await hub.call('PUT', `${v1}/entity-configurations`, {
    jwt: await leaf.configuration(hub.clock.now()),
  });
  assert.equal(put.status, 200, put.text);
}
