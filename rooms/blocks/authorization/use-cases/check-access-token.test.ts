import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signEs256 } from '@ena/kernel/crypto/es256.ts';
import { signJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import type { Client } from '../domain/client.ts';
import { checkAccessToken, type Presentation } from './check-access-token.ts';
import { createReplayMemory } from './replay-memory.ts';
import { serverNames } from './server-names.ts';
import type { ServerTools } from './server-tools.ts';

const clock = fixedClock();
const ours = generateEs256Key();
const holder = generateEs256Key();
const names = serverNames('https://hub.example');
const revoked = new Set<string>();
const client = { id: 'a', organisation: '2120000829', profile: 'ena' } as Client;
const strict = { ...client, id: 'sträng', profile: 'hård' } as Client;
const taken = new Set<string>();
const replay = createReplayMemory(
  {
    takeIds: async (ids) => {
      const fresh = ids.map(({ key }) => key).filter((key) => !taken.has(key));
      for (const key of fresh) taken.add(key);
      return new Set(fresh);
    },
    forgetBefore: async () => undefined,
  },
  clock,
);
const tools = {
  names,
  clock,
  replay,
  signing: { active: ours, all: [ours] },
  clients: { find: async (id: string) => [client, strict].find((one) => one.id === id) },
  profiles: new Map([
    ['ena', { dpopNonce: 'none', algorithms: ['ES256'] }],
    ['hård', { dpopNonce: 'required', algorithms: ['ES256'] }],
  ]),
  endpointProfiles: {},
  nonces: { current: () => 'vår', isOurs: (nonce: string) => nonce === 'vår' },
  revocations: { isRevoked: async (id: string) => revoked.has(id) },
} as unknown as ServerTools;

const now = Math.floor(clock.now() / 1000);
const claims = {
  iss: names.issuer,
  aud: names.ownApis,
  sub: 'a',
  client_id: 'a',
  scope: 'las',
  jti: 'j',
  iat: now,
  exp: now + 60,
};
const token = (change: object = {}, key: SigningKey = ours, typ = 'at+jwt') =>
  signJwtDirect(typ, { ...claims, ...change }, key);
const target = { method: 'GET', url: 'https://hub.example/reading' };
let proofs = 0;

function proofFor(access: string, change: object = {}): string {
  proofs += 1;
  const ath = sha256(access).toString('base64url');
  const payload = { htm: 'GET', htu: target.url, iat: now, jti: `proof-number-${proofs}`, ath, ...change };
  const { kty, crv, x, y } = holder.publicJwk;
  const header = Buffer.from(
    JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y }, kid: holder.kid }),
  );
  const [, body = ''] = signJwtDirect('dpop+jwt', payload, holder).split('.');
  return signWith(`${header.toString('base64url')}.${body}`);
}

function signWith(input: string): string {
  return `${input}.${signEs256(Buffer.from(input), holder.privateKey).toString('base64url')}`;
}

const accepts = async (access: string, presentation?: Presentation) => {
  const outcome = await checkAccessToken(access, tools, presentation);
  return outcome !== undefined && 'id' in outcome && outcome.id === 'a';
};

describe('an access token at our own APIs', () => {
  it('speaks for its client, with its scopes', async () => {
    assert.deepEqual(await checkAccessToken(token(), tools), {
      id: 'a',
      organisation: '2120000829',
      scopes: ['las'],
    });
  });

  it('for several audiences is accepted where we are one of them', async () => {
    assert.equal(await accepts(token({ aud: [names.ownApis, 'https://annan.example'] })), true);
  });

  it('is refused for all that is wrong', async () => {
    const wrong: Record<string, string> = {
      'another issuer': token({ iss: 'https://annan.example' }),
      'another audience': token({ aud: 'https://annan.example' }),
      'a list of audiences without us': token({ aud: ['https://annan.example', `${names.ownApis}/å`] }),
      'no audience': token({ aud: [] }),
      'an audience that is no text': token({ aud: [names.ownApis, 1] }),
      expired: token({ exp: now }),
      'not yet valid': token({ nbf: now + 1 }),
      'another key': token({}, generateEs256Key()),
      'another typ': token({}, ours, 'JWT'),
      'a grant': token({}, ours, 'authorization-grant+jwt'),
      'no client': token({ client_id: undefined }),
      'a client that is gone': token({ client_id: 'b' }),
      'no id': token({ jti: undefined }),
      'bound, and no proof': token({ cnf: { jkt: holder.kid } }),
      'bound in a way that nobody knows': token({ cnf: { annat: 'å' } }),
      'no token': 'a.b.c',
    };
    for (const [name, access] of Object.entries(wrong)) assert.equal(await accepts(access), false, name);
  });

  it('is refused from its revocation on', async () => {
    assert.equal(await accepts(token({ jti: 'r' })), true);
    revoked.add('r');
    assert.equal(await accepts(token({ jti: 'r' })), false);
  });

  it('bound to a key is accepted with a proof for this call and this token only', async () => {
    const bound = token({ cnf: { jkt: holder.kid } });
    const shown = (dpop: string, call = target, scheme: Presentation['scheme'] = 'DPoP') => ({
      scheme,
      call,
      dpop,
      certificate: undefined,
    });
    const proof = proofFor(bound);
    assert.equal(await accepts(bound, shown(proof)), true);
    assert.equal(await accepts(bound, shown(proof)), false, 'used twice');
    assert.equal(await accepts(bound, shown(proofFor(token()))), false, 'for another token');
    assert.equal(await accepts(bound, shown(proofFor(bound, { ath: undefined }))), false, 'for no token');
    assert.equal(await accepts(bound, shown(proofFor(bound), { ...target, method: 'POST' })), false);
    assert.equal(await accepts(bound, shown(proofFor(bound), target, 'Bearer')), false, 'as bearer');
    assert.equal(await accepts(token(), shown(proofFor(token()))), false, 'not bound at all');
    const other = token({ cnf: { jkt: ours.kid } });
    assert.equal(await accepts(other, shown(proofFor(other))), false, 'bound to another key');
  });

  it('of a profile that demands a nonce is asked for one', async () => {
    const bound = token({ client_id: 'sträng', cnf: { jkt: holder.kid } });
    const ask = (change: object) =>
      checkAccessToken(bound, tools, {
        scheme: 'DPoP',
        call: target,
        dpop: proofFor(bound, change),
        certificate: undefined,
      });
    const wanted = { refused: 'nonce-needed', nonce: 'vår' };
    assert.deepEqual(await ask({}), wanted);
    assert.deepEqual(await ask({ nonce: 'annan' }), wanted);
    assert.deepEqual(await ask({ nonce: 'vår' }), {
      id: 'sträng',
      organisation: '2120000829',
      scopes: ['las'],
      proven: 'dpop',
    });
  });

  it('takes proofs by the algorithms and the nonce of the profile that holds at the token endpoint', async () => {
    const bound = token({ cnf: { jkt: holder.kid } });
    const under = async (change: object) => {
      const presentation = {
        scheme: 'DPoP',
        call: target,
        dpop: proofFor(bound),
        certificate: undefined,
      } as const;
      return checkAccessToken(bound, { ...tools, ...change } as ServerTools, presentation);
    };
    const wrong = { refused: 'wrong-proof' };
    const psOnly = new Map([['ena', { dpopNonce: 'none', algorithms: ['PS256'] }]]);
    assert.deepEqual(await under({ profiles: psOnly }), wrong);
    assert.deepEqual(await under({ profiles: new Map() }), wrong, 'the profile is gone');
    const strictly = await under({ endpointProfiles: { token: 'hård' } });
    assert.deepEqual(strictly, { refused: 'nonce-needed', nonce: 'vår' });
    assert.deepEqual(await under({}), {
      id: 'a',
      organisation: '2120000829',
      scopes: ['las'],
      proven: 'dpop',
    });
  });

  it('bound to a certificate is accepted with that certificate only', async () => {
    const certificate = 'q'.repeat(43);
    const bound = token({ cnf: { 'x5t#S256': certificate } });
    const shown = (given: string | undefined, scheme: Presentation['scheme'] = 'Bearer'): Presentation => ({
      scheme,
      call: target,
      dpop: undefined,
      certificate: given,
    });
    assert.equal(await accepts(bound, shown(certificate)), true);
    assert.equal(await accepts(bound, shown(certificate, 'DPoP')), false);
    assert.equal(await accepts(bound, shown('p'.repeat(43))), false);
    assert.equal(await accepts(bound, shown(undefined)), false);
  });
});
