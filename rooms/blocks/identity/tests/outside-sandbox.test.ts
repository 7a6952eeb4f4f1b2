import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '@ena/kernel/time.ts';
import { startTestHub } from '@ena/testkit/hub.ts';
import { identity } from '../room.ts';
import { Browser } from './browser.ts';
import { federationOf } from './fake-federation.ts';
import { relyingParty } from './relying-party.ts';
import { signingUrl, signScope } from './signing-request.ts';

/** Nobody is there; discovery fails, so that nobody can log in or sign. */
const upstream = {
  id: 'annan',
  issuer: 'https://eid.invalid',
  client_id: 'https://broker.example',
  name_sv: 'Annan e-legitimation',
  name_en: 'Another e-identification',
};
const numberClaim = 'https://id.oidc.se/claim/personalIdentityNumber';

describe('outside the sandbox', () => {
  const party = relyingParty('https://rp.example', { may_sign: true });
  const started = async (signs: boolean) => {
    const hub = await startTestHub({
      rooms: [federationOf(), identity],
      clock: systemClock,
      sandbox: false,
      configuration: {
        [identity.id]: { clients: [party.config], upstreamProviders: [{ ...upstream, signs }] },
      },
    });
    const ask = async (more = {}) => {
      const url = await signingUrl(`${hub.url}/identity`, party, more);
      return new Browser().get(url);
    };
    const page = async (more = {}) => {
      const browser = new Browser();
      const url = await signingUrl(`${hub.url}/identity`, party, more);
      return (await browser.follow(await browser.get(url), hub.url)).response.text();
    };
    const answer = await fetch(`${hub.url}/identity/.well-known/openid-configuration`);
    const { scopes_supported: scopes } = (await answer.json()) as { scopes_supported: string[] };
    return { ask, page, scopes };
  };

  test('signing is neither announced nor served where no provider is configured to sign', async () => {
    const hub = await started(false);
    assert.equal(hub.scopes.includes(signScope), false);
    const { searchParams } = new URL((await hub.ask()).headers.get('location') ?? '');
    assert.ok(searchParams.has('error'));
  });

  test('there is no test e-identification to sign with, where the provider cannot be reached', async () => {
    const hub = await started(true);
    assert.ok(hub.scopes.includes(signScope));
    const page = await hub.page();
    assert.match(page, /Det finns inget sätt att skriva under på/);
    assert.match(page, /Jag skriver under avtalet/);
    assert.doesNotMatch(page, /Testlegitimation|Annan e-legitimation/);
  });

  test('what is to be signed is not shown before the provider knows the person whom the client named', async () => {
    const hub = await started(true);
    const claims = { id_token: { [numberClaim]: { value: '198301062397', essential: true } } };
    assert.doesNotMatch(await hub.page({ claims }), /Jag skriver under avtalet/);
  });
});
