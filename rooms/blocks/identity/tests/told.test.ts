import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import { freePort } from '@ena/testkit/ports.ts';
import { testPersons } from '../data/test-persons.ts';
import { identity } from '../room.ts';
import { approve } from './approve.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { type LyingProvider, startLyingProvider } from './lying-provider.ts';
import { actionOf, authorizeUrl, personsOn, redeem, relyingParty, walk } from './relying-party.ts';

type Json = Readonly<Record<string, unknown>>;

const claim = 'https://id.oidc.se/claim/';
const organisationScope = 'https://id.oidc.se/scope/naturalPersonOrgId';
const infoScope = 'https://id.oidc.se/scope/naturalPersonInfo';
const clientId = 'https://broker.example';
const party = relyingParty('https://rp.example');
const handler = testPersons.findIndex(({ personalNumber }) => personalNumber === '200202242384');
const unit = JSON.stringify({ userinfo: { [`${claim}orgUnit`]: null } });

/** What the service is told, in the ID token and at UserInfo. */
async function toldTo(issuer: string, back: URL): Promise<{ idToken: Json; userInfo: Json }> {
  const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
  const tokens = (await answer.json()) as Record<string, string>;
  const info = await fetch(`${issuer}/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  return {
    idToken: decodeJwtUnverified(tokens.id_token ?? '')?.payload ?? {},
    userInfo: decodeJwtUnverified(await info.text())?.payload ?? {},
  };
}

describe('what is told of a person’s organisation', () => {
  let upstream: TestHub;
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const broker = {
      client_id: clientId,
      client_name: 'Förmedlaren',
      redirect_uris: [`${url}/identity/upstream/callback`],
      jwks_uri: `${url}/identity/client-jwks`,
    };
    upstream = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [broker] } },
    });
    const provider = {
      id: 'annan',
      issuer: `${upstream.url}/identity`,
      client_id: clientId,
      name_sv: 'Annan e-legitimation',
      name_en: 'Another e-identification',
    };
    hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      port,
      configuration: { [identity.id]: { clients: [party.config], upstreamProviders: [provider] } },
    });
    issuer = `${hub.url}/identity`;
    await approve(hub, provider.issuer, 4);
  });

  /** Through the page of the other provider, as Åsa Provström; and what we asked of it. */
  async function through(more: Record<string, string>) {
    const browser = new Browser();
    const ours = await browser.follow(
      await browser.get(authorizeUrl(issuer, party.config.client_id, more)),
      hub.url,
    );
    const form = new URL(actionOf(await ours.response.text()), hub.url).href;
    const left = await browser.post(form, { method: 'annan' });
    const asked = new URL(left.headers.get('location') ?? '');
    const theirs = await browser.follow(await browser.get(asked.href), upstream.url);
    const page = await theirs.response.text();
    const chosen = await browser.post(new URL(actionOf(page), upstream.url).href, {
      method: 'test',
      person: personsOn(page)[handler] ?? '',
      level: '3',
    });
    const back = await browser.follow(chosen, upstream.url);
    const end = await browser.follow(await browser.get(back.url), hub.url);
    return { asked: asked.searchParams, ...(await toldTo(issuer, new URL(end.url))) };
  }

  const organisation = {
    name: 'Handläggare 17',
    [`${claim}orgAffiliation`]: 'a17@2021005489',
    [`${claim}orgName`]: 'Bolagsverket',
    [`${claim}orgNumber`]: '2021005489',
  };

  test('comes to the service by the scope, the affiliation in the ID token too', async () => {
    const url = authorizeUrl(issuer, party.config.client_id, { scope: `openid ${organisationScope}` });
    const { idToken, userInfo } = await toldTo(issuer, await walk(new Browser(), url, { person: handler }));
    assert.equal(idToken[`${claim}orgAffiliation`], 'a17@2021005489');
    assert.equal(idToken[`${claim}orgName`], undefined);
    for (const [name, value] of Object.entries(organisation)) assert.equal(userInfo[name], value, name);
    assert.equal(userInfo[`${claim}personalIdentityNumber`], undefined);
  });

  test('is carried from another provider', async () => {
    const { asked, idToken, userInfo } = await through({
      scope: `openid ${organisationScope}`,
      claims: unit,
    });
    assert.ok(asked.get('scope')?.split(' ').includes(organisationScope));
    assert.deepEqual(JSON.parse(asked.get('claims') ?? ''), { userinfo: { [`${claim}orgUnit`]: null } });
    assert.equal(idToken[`${claim}orgAffiliation`], 'a17@2021005489');
    for (const [name, value] of Object.entries(organisation)) assert.equal(userInfo[name], value, name);
  });

  test('is neither asked for nor told where the service did not ask', async () => {
    const { asked, idToken, userInfo } = await through({ scope: `openid ${infoScope}` });
    assert.equal(asked.get('scope')?.includes('OrgId'), false);
    assert.deepEqual(
      [...Object.keys(idToken), ...Object.keys(userInfo)].filter((name) => name.startsWith(`${claim}org`)),
      [],
    );
    assert.equal(userInfo.name, 'Åsa Provström', 'the organisation’s name for her is not hers');
  });
});

describe('what is told of a log-in', () => {
  let provider: LyingProvider;
  let hub: TestHub;
  let issuer: string;
  before(async () => {
    provider = await startLyingProvider(clientId);
    const upstream = {
      id: 'annan',
      issuer: provider.issuer,
      client_id: clientId,
      name_sv: 'Annan e-legitimation',
      name_en: 'Another e-identification',
    };
    hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      configuration: { [identity.id]: { clients: [party.config], upstreamProviders: [upstream] } },
    });
    issuer = `${hub.url}/identity`;
    await approve(hub, provider.issuer, 3);
  });
  after(() => provider?.stop());

  const event = {
    [`${claim}userCertificate`]: 'MIIB',
    [`${claim}credentialValidFrom`]: 1_700_000_000,
    [`${claim}credentialValidTo`]: 1_900_000_000,
    [`${claim}deviceIp`]: '192.0.2.7',
    [`${claim}authnEvidence`]: 'PHNhbWw+',
  };

  async function through(claims: object | undefined, told: object) {
    provider.lie = {
      metadata: { claims_parameter_supported: true },
      claims: (honest) => ({ ...honest, ...told }),
    };
    const browser = new Browser();
    const wish = { scope: `openid ${infoScope}`, claims: claims && JSON.stringify(claims) };
    const url = authorizeUrl(issuer, party.config.client_id, wish);
    const page = await browser.follow(await browser.get(url), hub.url);
    const left = await browser.post(new URL(actionOf(await page.response.text()), hub.url).href, {
      method: 'annan',
    });
    const back = await browser.get(left.headers.get('location') ?? '');
    return browser.follow(await browser.get(back.headers.get('location') ?? ''), hub.url);
  }

  test('comes to the service that names the claims, and nothing that it did not name', async () => {
    const named = Object.fromEntries(Object.keys(event).map((name) => [name, null]));
    const previous = `${claim}previousCoordinationNumber`;
    const end = await through(
      { id_token: named, userinfo: { [previous]: null } },
      { ...event, [previous]: '197010632391', middle_name: 'Öberg', [`${claim}orgUnit`]: 'Enheten' },
    );
    const { idToken, userInfo } = await toldTo(issuer, new URL(end.url));
    for (const [name, value] of Object.entries(event)) assert.equal(idToken[name], value, name);
    assert.equal(userInfo[previous], '197010632391');
    assert.equal(userInfo.middle_name, 'Öberg');
    assert.equal(userInfo[`${claim}deviceIp`], undefined);
    const asked = JSON.parse(String(provider.requests.at(-1)?.claims)) as Json;
    assert.deepEqual(asked, { id_token: named, userinfo: { [previous]: null } });
    const none = await toldTo(issuer, new URL((await through(undefined, event)).url));
    for (const name of Object.keys(event)) assert.equal(none.idToken[name], undefined, name);
  });

  test('with no number, with U+0000, or of two organisations, lets nobody in', async () => {
    const two = { [`${claim}orgAffiliation`]: 'a@2120000829', [`${claim}orgNumber`]: '2021005489' };
    const none = { [`${claim}personalIdentityNumber`]: undefined };
    for (const told of [none, two, { okänt: '\0' }, { given_name: 'Å\0sa' }]) {
      const end = await through(undefined, told);
      assert.equal(end.response.status, 200, JSON.stringify(told));
      assert.match(await end.response.text(), /kunde inte intyga vem du är/);
    }
  });
});
