import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { contractRoutes } from '../http/contract/routes.ts';
import { type ContractHub, karlskrona, startContractHub } from './contract-hub.ts';

let contract: ContractHub;
const personalNumber = 'https://claims.oidc.se/1.0/personalNumber';

before(async () => {
  contract = await startContractHub();
});

function send(body: string, contentType: string): Promise<Response> {
  const headers = { 'content-type': contentType };
  return fetch(`${contract.hub.url}/sample/user`, { method: 'POST', headers, body });
}

async function claimsOf(
  body: string,
  contentType = 'text/plain',
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await send(body, contentType);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), 'application/jose');
  return decodeJwtUnverified(await answer.text())?.payload ?? assert.fail('no JWS in compact form');
}

test('a number is enough', async () => {
  const claims = await claimsOf('198602262381');
  const now = contract.clock.now() / 1000;
  assert.deepEqual(
    [claims.iss, claims.aud, claims[personalNumber], claims.iat, claims.exp],
    ['http://localhost', 'mina-ombud', '198602262381', now, now + 3600],
  );
});

test('a line gives kind and names', async () => {
  const claims = await claimsOf('19860226-2381,pnr,Beri,Ärlig', 'text/plain;charset=UTF-8');
  assert.deepEqual([claims[personalNumber], claims.name], ['198602262381', 'Beri Ärlig']);
  assert.equal(
    (await claimsOf('198101652389'))['https://claims.oidc.se/1.0/coordinationNumber'],
    '198101652389',
  );
  assert.equal((await claimsOf('handläggare')).preferred_username, 'handläggare');
});

test('claims stand as they are, as JSON and as text', async () => {
  const given = {
    sub: 's1',
    [personalNumber]: '198101052382',
    name: 'Åsa Öberg',
    aud: ['mina-ombud', 'x'],
    azp: 'x',
  };
  for (const type of ['application/json', 'text/plain']) {
    const { iss: _, iat: __, exp: ___, ...claims } = await claimsOf(JSON.stringify(given), type);
    assert.deepEqual(claims, given);
  }
});

test('a form names the user; its password is not looked at', async () => {
  const form = new URLSearchParams({ username: '198602262381', password: 'lösen' }).toString();
  const claims = await claimsOf(form, 'application/x-www-form-urlencoded');
  assert.equal(claims[personalNumber], '198602262381');
  assert.ok(!('password' in claims));
});

test('the token is taken by the contract', async () => {
  const token = await contract.tokenOf('karlskrona', ['user:self']);
  const idToken = await (await send('198602262381', 'text/plain')).text();
  const body = { tredjeman: karlskrona, fullmaktshavare: { id: '198602262381', typ: 'pnr' } };
  const headers = { 'x-id-token': idToken };
  const answer = await contract.ask({ path: '/sok/behorigheter', body, token, headers });
  assert.deepEqual([answer.status, answer.json.kontext], [200, []]);
});

test('what is none of the forms is refused', async () => {
  for (const [body, type] of [
    ['', 'text/plain'],
    ['a,b,c,d,e', 'text/plain'],
    ['{"sub":1}', 'text/plain'],
    ['{', 'text/plain'],
    ['[]', 'application/json'],
    ['{"name":"\\ud800"}', 'application/json'],
    ['username=', 'application/x-www-form-urlencoded'],
  ] as const) {
    const answer = await send(body, type);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [400, 'application/json'], body);
    assert.equal(((await answer.json()) as { instance: string }).instance, 'validation.client');
  }
});

test('outside the sandbox there is no such row', () => {
  const { sampleTokens: _, ...tools } = contract.tools;
  const paths = contractRoutes(tools).map(({ path }) => path);
  assert.ok(!paths.includes('/sample/user'));
  assert.equal(paths.length, 8);
});
