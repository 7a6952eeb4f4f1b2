import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { company } from '@ena/rooms/base-data/company';
import { identity } from '@ena/rooms/blocks/identity';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { startTestHub } from '@ena/testkit/hub.ts';
import { onboarding } from '../room.ts';
import { logIn, newClient } from './log-in.ts';
import { persons } from './persons.ts';
import { publicKeys } from './running-room.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

test('with the real log-in and its test signature, a person brings Uppsala from nothing to a registered connector', async () => {
  const client = newClient();
  const hub = await startTestHub({
    rooms: [company, trustFramework, identity, onboarding],
    clock: systemClock,
    configuration: { [identity.id]: { clients: [client.config] } },
  });
  const wish = { scope: 'openid onboarding:self', resource: hub.url };
  const { access_token } = await logIn(hub.url, client, persons.alone, wish);
  const call = async (method: string, path: string, json?: object) => {
    const headers = { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' };
    const body = json === undefined ? null : JSON.stringify(json);
    const answer = await fetch(`${hub.url}/onboarding/v1${path}`, { method, headers, body });
    return { status: answer.status, json: await answer.json() };
  };

  const filed = await call('POST', '/applications', { orgnr: '2120003005', email: 'å@kommun.example' });
  assert.equal(filed.status, 201, JSON.stringify(filed.json));
  const { id } = filed.json;
  const { text } = (await call('GET', `/applications/${id}/agreement`)).json;
  const { id_token } = await logIn(hub.url, client, persons.alone, {
    scope: 'openid https://id.oidc.se/scope/sign https://id.oidc.se/scope/naturalPersonNumber',
    prompt: 'login consent',
    'https://id.oidc.se/param/signRequest': {
      tbs_data: base64(text),
      sign_message: { 'message#sv': base64('Jag undertecknar anslutningsavtalet.'), mime_type: 'text/plain' },
    },
  });
  const userSignature = decodeJwtUnverified(id_token)?.payload['https://id.oidc.se/claim/userSignature'];
  const signed = await call('POST', `/applications/${id}/signatures`, { userSignature });
  assert.equal(signed.json.state, 'accepted', JSON.stringify(signed.json));

  const token = await call('POST', `/applications/${id}/join-tokens`);
  assert.equal(token.status, 201, JSON.stringify(token.json));
  const { joinToken, entityId } = token.json;
  const joined = await call('POST', '/joins', { joinToken, entityId, jwks: publicKeys() });
  assert.deepEqual(joined.json, { orgnr: '2120003005', entityId, state: 'active' });
});
