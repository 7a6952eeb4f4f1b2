import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwtUnverified, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { JwkMembers } from '@ena/kernel/crypto/keys.ts';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub } from '@ena/testkit/hub.ts';
import { authorization } from '../room.ts';

const scopes = ['access:evaluate', 'access-policy:write'];

test('the room decides, and asks the federation for the marks that a rule demands', async () => {
  const hub = await startTestHub({ rooms: [trustFramework, authorization] });
  const headers = {
    authorization: `Bearer ${await hub.accessToken(scopes)}`,
    'content-type': 'application/json',
  };
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${hub.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await answer.json()) as { decision?: boolean; context?: { id: string } };
  };
  const subject = { type: 'organisation', id: '2120000829' };
  const resource = { type: 'service', id: 'ärenden' };
  const grant = {
    subject,
    resource,
    operations: [{ action: 'läsa' }],
    validFrom: '2026-01-01T00:00:00Z',
    agreement: 'Överenskommelse 17',
  };
  await post('/access-policy/v1/entities', {
    entity: subject,
    properties: { entityId: 'https://2120000829.sandbox.localhost' },
  });
  const question = { subject, action: { name: 'läsa' }, resource };
  await post('/access-policy/v1/grants', { ...grant, trustMarks: ['https://märke.example'] });
  const marked = await post('/access/v1/evaluation', question);
  assert.deepEqual([marked.decision, marked.context?.id], [false, 'missing-trust-mark']);
  await post('/access-policy/v1/grants', grant);
  assert.equal((await post('/access/v1/evaluation', question)).decision, true);
});

test('the metadata are signed by a key that their issuer publishes', async () => {
  const hub = await startTestHub({ rooms: [trustFramework, authorization] });
  const read = async (url: string) => (await (await fetch(url)).json()) as Record<string, unknown>;
  const { signed_metadata: signed, ...plain } = await read(`${hub.url}/.well-known/authzen-configuration`);
  const decoded = decodeJwtUnverified(String(signed));
  const { iss, iat, ...claims } = decoded?.payload ?? {};
  assert.deepEqual(claims, plain);
  assert.ok(Number.isInteger(iat));

  const { pathname, origin } = new URL(String(iss));
  const server = await read(`${origin}/.well-known/oauth-authorization-server${pathname}`);
  const { keys } = (await read(String(server.jwks_uri))) as { keys: JwkMembers[] };
  const verified = await verifyJwt(String(signed), { typ: 'JWT', keys, now: fixedClock().now() });
  assert.ok(verified.ok, verified.ok ? '' : verified.error);
  const without = await verifyJwt(String(signed), { typ: 'JWT', keys: [], now: fixedClock().now() });
  assert.equal(without.ok, false);
});
