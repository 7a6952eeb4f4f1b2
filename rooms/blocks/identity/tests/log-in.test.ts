import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import type { Route } from '@ena/kernel/http/route.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';

const mine: Route = {
  operation: 'mine',
  method: 'GET',
  path: '/toy/v1/mine',
  auth: { kind: 'person', scope: 'toy:mine' },
  limit: { bodyBytes: 0, perMinute: 1000 },
  audit: { record: 'always' },
  summary: 'Answers the caller',
  handler: async ({ caller }) => ({ status: 200, body: caller }),
};

const info = 'https://id.oidc.se/scope/naturalPersonInfo';
const number = 'https://id.oidc.se/scope/naturalPersonNumber';
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

describe('a log-in', () => {
  const party = relyingParty('https://rp.example', { api_scopes: ['toy:mine'] });
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      mounts: [{ room: 'toy', routes: [mine] }],
      configuration: { [identity.id]: { clients: [party.config] } },
    });
    issuer = `${hub.url}/identity`;
  });

  test('goes through the pages to a code, tokens and signed claims', async () => {
    const url = authorizeUrl(issuer, party.config.client_id, { scope: `openid ${info} ${number}` });
    const back = await walk(new Browser(), url, { level: 4 });
    assert.equal(back.searchParams.get('iss'), issuer);
    const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const tokens = (await answer.json()) as Record<string, string>;
    assert.equal(answer.status, 200, JSON.stringify(tokens));
    const { payload } = decodeJwtUnverified(tokens.id_token ?? '') ?? assert.fail('no ID token');
    assert.equal(payload.acr, 'http://id.elegnamnden.se/loa/1.0/loa4');
    assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 300);
    assert.ok(typeof payload.auth_time === 'number');
    assert.match(String(payload[numberClaim]), /^\d{12}$/);
    assert.equal(payload.name, undefined);
    const userInfo = await fetch(`${issuer}/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    assert.match(userInfo.headers.get('content-type') ?? '', /^application\/jwt/);
    const claims = decodeJwtUnverified(await userInfo.text())?.payload ?? {};
    assert.equal(claims.sub, payload.sub);
    assert.equal(claims[numberClaim], payload[numberClaim]);
    assert.ok(String(claims.name).length > 5);
    assert.notEqual(tokens.access_token?.split('.').length, 3, 'opaque where no resource is named');
  });

  test('with the resource of our APIs gives a token that a person rule knows, until log-out', async () => {
    const url = authorizeUrl(issuer, party.config.client_id, {
      scope: 'openid toy:mine',
      resource: hub.url,
    });
    const browser = new Browser();
    const back = await walk(browser, url);
    const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
    const tokens = (await answer.json()) as Record<string, string>;
    assert.equal(answer.status, 200, JSON.stringify(tokens));
    const call = () =>
      fetch(`${hub.url}/toy/v1/mine`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
    const known = await call();
    const caller = (await known.json()) as Record<string, unknown>;
    assert.equal(known.status, 200, JSON.stringify([caller, decodeJwtUnverified(tokens.access_token ?? '')]));
    assert.deepEqual([caller.kind, caller.loa, caller.clientId], ['person', 3, party.config.client_id]);
    assert.match(String(caller.personalNumber), /^\d{12}$/);
    const { header, payload } = decodeJwtUnverified(tokens.access_token ?? '') ?? assert.fail('no JWT');
    assert.deepEqual([header.typ, payload.aud], ['at+jwt', hub.url]);
    assert.equal(JSON.stringify(payload).includes(String(caller.personalNumber)), false);

    const out = `${issuer}/session/end?${new URLSearchParams({
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: 'https://rp.example/utloggad',
    })}`;
    const page = await (await browser.get(out)).text();
    assert.match(page, /Vill du logga ut\?/);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const left = await browser.post(`${issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    assert.equal(left.headers.get('location'), 'https://rp.example/utloggad');
    assert.equal((await call()).status, 401);
  });
});
