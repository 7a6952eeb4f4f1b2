import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import * as oauth from 'oauth4webapi';
import { Browser, type Page } from './browser.ts';
import { type Running, runEna, startOtherHub, startSandbox } from './programs.ts';

/*
 * The whole way of an organisation, from nothing to a call that two authorization servers have let through: the
 * portal without script, the command, oauth4webapi as it is published, and the audit trail read back.
 */

const orgnr = '2120003005';
const entityId = `https://${orgnr}.sandbox.localhost`;
const insecure = { [oauth.allowInsecureRequests]: true };
const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessToken = 'urn:ietf:params:oauth:token-type:access_token';

const folder = mkdtempSync(join(tmpdir(), 'ena-anslutning-å-'));
const data = join(folder, 'sandlåda');
let here: Running;
let there: Running;

before(async () => {
  here = await startSandbox(data);
  there = await startOtherHub(join(folder, 'annan'));
});
after(async () => {
  await there?.stop();
  await here?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function operator(at: Running, method: string, path: string, body?: object) {
  const answer = await fetch(`${at.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${at.operatorToken}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, json: text === '' ? undefined : JSON.parse(text), text };
}

describe('an organisation joins through the portal', () => {
  const browser = new Browser();
  let steps = 0;
  let page: Page;
  let command: string;

  const asPerson = (at: Page, name: string) => {
    const people = at.forms.flatMap((form) => form.choices.get('person') ?? []);
    const person = people.find(({ text }) => text.includes(name)) ?? assert.fail(`no ${name} at ${at.url}`);
    return browser.submit(at, /Tillitsnivå/, { method: 'test', person: person.value, level: '3' });
  };

  it('step 1: a signatory logs in', async () => {
    steps += 1;
    page = await asPerson(await browser.open(`${here.url}/portal/log-in`), 'Wilma Testberg');
    assert.match(page.text, /Inloggad som Wilma Testberg/);
  });

  it('step 2: she applies; a mistake is told, and number, form and signatory are checked at once', async () => {
    steps += 1;
    const form = await browser.open(`${here.url}/organisation/ansok`);
    const mistaken = await browser.submit(form, /\/ansok$/, {
      orgnr: '2120003006',
      email: 'post@uppsala.example',
    });
    assert.equal(mistaken.status, 422);
    page = await browser.submit(mistaken, /\/ansok$/, { orgnr, email: 'post@uppsala.example' });
    assert.match(page.text, /Avtalet väntar på underskrifter/);
    assert.match(page.text, /Organisationen hör till den offentliga sektorn/);
  });

  it('step 3: she reads the agreement and signs it', async () => {
    steps += 1;
    page = await asPerson(await browser.submit(page, /\/skriv-under$/), 'Wilma Testberg');
    assert.match(page.text, /Organisationen är medlem/);
    assert.match(page.text, /Ingen handläggare har prövat ansökan/, 'an automatic decision says so');
  });

  it('step 4: the command from the page makes the keys and connects', async () => {
    steps += 1;
    page = await browser.submit(page, /\/anslut$/);
    command = /ena (?:-- )?(org add [\s\S]*?--join-token \S+)/.exec(page.text)?.[1] ?? assert.fail(page.text);
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const added = await runEna([...words, '--data', data]);
    assert.deepEqual([added.orgnr, added.entityId, added.running], [orgnr, entityId, true]);
    assert.match(String(added.firstExchange), /ena -- ask 2021005489\/foretag/);
  });

  it('step 5: its first exchange is made, and both sides can prove it', async () => {
    steps += 1;
    const asked = await runEna([
      ...['ask', '2021005489/foretag', 'POST', '/organisationer', '--org', orgnr, '--data', data],
      ...['--purpose', 'arendehandlaggning', '--legal-basis', 'GDPR-6.1.e'],
      ...['--body', JSON.stringify({ identitetsbeteckning: orgnr })],
    ]);
    assert.equal(asked.status, 200);
    assert.match(JSON.stringify(asked.body), /Uppsala kommun/i);
    for (const org of [orgnr, '2021005489']) {
      const exported = await runEna([
        'evidence',
        'export',
        String(asked.exchangeId),
        '--org',
        org,
        '--data',
        data,
      ]);
      const verified = await runEna(['evidence', 'verify', String(exported.file), '--data', data]);
      assert.equal(verified.ok, true, JSON.stringify(verified));
    }
    assert.equal(steps, 5, 'at most five steps from nothing to the first exchange');
  });

  it('the code of the command holds once', async () => {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    await assert.rejects(runEna([...words, '--data', join(folder, 'tom')]));
    await assert.rejects(runEna([...words, '--data', data]));
  });
});

describe('it gets its mark', () => {
  const type = 'federation-member-low';
  const about = { entityId, type, actorType: 'K' };

  it('not before every requirement has the evidence that it demands', async () => {
    const refused = await operator(here, 'POST', '/trust-framework/v1/trust-marks', about);
    assert.equal(refused.status, 409, refused.text);
    assert.match(refused.text, /A\.1/);
  });

  it('with the evidence it is issued, active and listed', async () => {
    const query = new URLSearchParams(about);
    const evaluated = await operator(here, 'GET', `/trust-framework/v1/trust-mark-evaluations?${query}`);
    assert.equal(evaluated.status, 200, evaluated.text);
    for (const { requirement, needs: control } of evaluated.json.missing) {
      const report = {
        entityId,
        requirement,
        control,
        reviewer: 'Granskningsbyrån i Åmål',
        reviewedOn: new Date().toISOString().slice(0, 10),
        reference: `dnr 2026-${requirement}`,
      };
      const recorded = await operator(here, 'POST', '/trust-framework/v1/trust-mark-evidence', report);
      assert.equal(recorded.status, 201, recorded.text);
    }
    const issued = await operator(here, 'POST', '/trust-framework/v1/trust-marks', about);
    assert.deepEqual([issued.status, issued.json.status], [201, 'active'], issued.text);
    const listing = await fetch(
      `${here.url}/trust-mark-issuer/trust_mark_listing?${new URLSearchParams({ trust_mark_type: issued.json.type })}`,
    );
    assert.deepEqual(await listing.json(), [entityId]);
  });
});

describe('its system calls another organisation through two authorization servers', () => {
  let own: oauth.AuthorizationServer;
  let client: oauth.Client;
  let proof: oauth.ClientAuth;

  before(async () => {
    const keys = await oauth.generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await crypto.subtle.exportKey('jwk', keys.publicKey)), kid: 'k', use: 'sig' };
    await register(here, 'uppsala-verksamhet', {
      ...{ organisation: orgnr, profile: 'ena', jwks: { keys: [jwk] } },
      ...{
        grants: ['client_credentials', tokenExchange],
        scopes: ['access:evaluate'],
        resources: [there.url],
      },
    });
    await register(there, 'navet', {
      ...{ profile: 'ena', jwksUri: `${here.url}/authorization/jwks` },
      ...{
        grants: ['urn:ietf:params:oauth:grant-type:jwt-bearer'],
        scopes: ['access:evaluate'],
        resources: [there.url],
      },
    });
    const neighbour = await operator(here, 'PUT', '/authorization/v1/neighbours/annan', {
      issuer: `${there.url}/authorization`,
      tokenEndpoint: `${there.url}/authorization/token`,
      jwksUri: `${there.url}/authorization/jwks`,
      resources: [there.url],
      clientId: 'navet',
      assertionAudience: 'token-endpoint',
      scopeMap: { 'access:evaluate': 'access:evaluate' },
    });
    assert.equal(neighbour.status, 201, neighbour.text);
    const home = await operator(there, 'PUT', '/authorization/v1/neighbours/var', {
      issuer: `${here.url}/authorization`,
      tokenEndpoint: `${here.url}/authorization/token`,
      jwksUri: `${here.url}/authorization/jwks`,
      resources: [],
      clientId: `${there.url}/authorization`,
      clientHere: 'navet',
      assertionAudience: 'token-endpoint',
      scopeMap: {},
    });
    assert.equal(home.status, 201, home.text);
    const issuer = new URL(`${here.url}/authorization`);
    const found = await oauth.discoveryRequest(issuer, { ...insecure, algorithm: 'oauth2' });
    own = await oauth.processDiscoveryResponse(issuer, found);
    client = { client_id: 'uppsala-verksamhet' };
    proof = oauth.PrivateKeyJwt(
      { key: keys.privateKey, kid: 'k' },
      {
        [oauth.modifyAssertion]: (_header, claims) => {
          claims.aud = own.token_endpoint;
        },
      },
    );
  });

  const register = async (at: Running, id: string, body: object) => {
    const answer = await operator(at, 'PUT', `/authorization/v1/clients/${encodeURIComponent(id)}`, body);
    assert.equal(answer.status, 201, answer.text);
  };

  const evaluate = (token: string) =>
    fetch(`${there.url}/access/v1/evaluation`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-request-id': 'anrop-over-tva',
      },
      body: JSON.stringify({
        subject: { type: 'organisation', id: orgnr },
        action: { name: 'läsa' },
        resource: { type: 'register', id: 'remisser' },
      }),
    });

  it('its own server’s token is not enough; exchanged for the other’s, the call is answered', async () => {
    const asked = await oauth.clientCredentialsGrantRequest(
      own,
      client,
      proof,
      new URLSearchParams({ scope: 'access:evaluate' }),
      insecure,
    );
    const first = await oauth.processClientCredentialsResponse(own, client, asked);
    assert.equal((await evaluate(first.access_token)).status, 401);

    const form = new URLSearchParams({
      subject_token: first.access_token,
      subject_token_type: accessToken,
      resource: there.url,
      scope: 'access:evaluate',
    });
    const exchanged = await oauth.genericTokenEndpointRequest(
      own,
      client,
      proof,
      tokenExchange,
      form,
      insecure,
    );
    const second = await oauth.processGenericTokenEndpointResponse(own, client, exchanged);
    const claims = JSON.parse(Buffer.from(second.access_token.split('.')[1] ?? '', 'base64url').toString());
    assert.deepEqual([claims.iss, claims.aud], [`${there.url}/authorization`, there.url]);
    assert.match(JSON.stringify(claims.act), /uppsala-verksamhet/, 'the first client stays in the token');

    const answer = await evaluate(second.access_token);
    assert.equal(answer.status, 200);
    assert.equal(
      ((await answer.json()) as { decision: boolean }).decision,
      false,
      'nothing is granted there',
    );
  });
});

describe('every step can be read back in the audit trail', () => {
  const operations = async (at: Running) => {
    const seen: { operation: string; status: number; caller: string; requestId: string }[] = [];
    for (let page = 1; ; page++) {
      const { json } = await operator(at, 'GET', `/audit/v1/entries?limit=100&page=${page}`);
      seen.push(...json.items);
      if (json._links.next === undefined) return seen;
    }
  };

  it('at the hub: applied, signed, joined, evidence, mark, tokens; persons under pseudonyms', async () => {
    const seen = await operations(here);
    const done = (operation: string) =>
      seen.find((row) => row.operation === operation && row.status < 400) ?? assert.fail(`no ${operation}`);
    for (const operation of ['fileApplication', 'signAgreement', 'makeJoinToken'])
      assert.match(done(operation).caller, /^person:/, operation);
    for (const operation of ['joinFederation', 'recordTrustMarkEvidence', 'issueTrustMark', 'saveClient'])
      done(operation);
    assert.ok(seen.some(({ operation, status }) => operation === 'issueTrustMark' && status === 409));
    assert.ok(
      seen.filter(({ operation, caller }) => operation === 'issueToken' && caller.includes('uppsala'))
        .length >= 2,
    );
    assert.doesNotMatch(JSON.stringify(seen), /198211242386/, 'no personal number');
  });

  it('at the other: the token for our server, and the call', async () => {
    const seen = await operations(there);
    assert.ok(seen.some(({ operation, caller }) => operation === 'issueToken' && caller.includes('navet')));
    const call = seen.filter(({ requestId }) => requestId === 'anrop-over-tva').map(({ status }) => status);
    assert.deepEqual(call.sort(), [200, 401]);
  });
});
