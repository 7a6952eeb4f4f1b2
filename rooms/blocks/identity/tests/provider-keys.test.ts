import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwtUnverified } from '@ena/kernel/crypto/jwt.ts';
import { day, hour } from '@ena/kernel/time.ts';
import { Browser } from './browser.ts';
import { authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';
import { startIdentity } from './started.ts';

interface Listed {
  readonly items: readonly { readonly kid: string; readonly algorithm: string; readonly use: string }[];
}

async function running() {
  const parties = [
    relyingParty('https://rs.example', { signing_algorithm: 'RS256' }),
    relyingParty('https://es.example'),
  ];
  let later = 0;
  const clock = { now: () => Date.now() + later };
  const hub = await startIdentity(
    parties.map(({ config }) => config),
    { clock },
  );
  const issuer = `${hub.url}/identity`;
  const call = async (method: string, path: string, body?: object): Promise<Listed> => {
    const answer = await fetch(`${issuer}/v1/provider-keys${path}`, {
      method,
      headers: { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()) as Listed;
  };
  return {
    pass: (ms: number) => {
      later += ms;
    },
    rotate: (body: object) => call('POST', '/rotation', body),
    list: () => call('GET', ''),
    published: async () => {
      const answer = await fetch(`${issuer}/jwks`);
      return ((await answer.json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    },
    /** The kids that ID tokens of now are signed with: RS256, ES256. */
    signers: async () => {
      const kids: unknown[] = [];
      for (const party of parties) {
        const back = await walk(new Browser(), authorizeUrl(issuer, party.config.client_id));
        const answer = await redeem(issuer, party, back.searchParams.get('code') ?? '');
        const { id_token: token } = (await answer.json()) as { id_token: string };
        kids.push(decodeJwtUnverified(token)?.header.kid);
      }
      return kids;
    },
  };
}

const kidsOf = ({ items }: Listed, use: string) =>
  ['RS256', 'ES256'].map((alg) => items.find((one) => one.algorithm === alg && one.use === use)?.kid);

test('the next keys are published before they sign, and the old ones after; nothing is restarted', async () => {
  const hub = await running();
  const first = kidsOf(await hub.list(), 'active');
  assert.deepEqual(await hub.signers(), first);
  const next = kidsOf(await hub.rotate({}), 'next');
  for (const kid of [...first, ...next]) assert.ok((await hub.published()).includes(String(kid)));
  assert.deepEqual(await hub.signers(), first);
  hub.pass(day);
  assert.deepEqual(await hub.signers(), next);
  assert.deepEqual(kidsOf(await hub.list(), 'retired'), first);
  for (const kid of first) assert.ok((await hub.published()).includes(String(kid)));
  hub.pass(day + hour);
  for (const kid of first) assert.equal((await hub.published()).includes(String(kid)), false);
});

test('keys that leaked are gone at once', async () => {
  const hub = await running();
  const before = await hub.published();
  const replaced = await hub.rotate({ leaked: true });
  assert.equal(replaced.items.length, 3);
  const after = await hub.published();
  assert.equal(
    before.some((kid) => after.includes(kid)),
    false,
  );
  assert.deepEqual(await hub.signers(), kidsOf(replaced, 'active'));
});
