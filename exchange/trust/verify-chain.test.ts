import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { hour } from '@ena/kernel/time.ts';
import fc from 'fast-check';
import { anchorId, type ChainChange, leafId, newFederation, now } from '../tests/signed-chain.ts';
import { verifyChain } from './verify-chain.ts';

const federation = newFederation();
const judge = async (change: ChainChange = {}, at = now) =>
  verifyChain(await federation.chain(change), federation.pin, at);

describe('a trust chain', () => {
  it('tells the organisation, when every link holds', async () => {
    const chain = await federation.chain();
    const verified = await verifyChain(chain, federation.pin, now);
    assert.ok(verified.ok, verified.ok ? '' : verified.error);
    const entity = verified.value;
    assert.equal(entity.entityId, leafId);
    assert.equal(entity.endpoint, 'https://127.0.0.1:8411');
    assert.deepEqual([...entity.keys.keys()], [federation.message.kid]);
    assert.deepEqual([...entity.pins], ['A'.repeat(43)]);
    assert.equal(entity.services.get('foretag')?.title, 'Företag');
    assert.equal(entity.witnessVkey, 'vittne+00000000+AAAA');
    assert.deepEqual(
      entity.chainHashes,
      chain.map((jwt) => sha256Hex(jwt)),
    );
    assert.equal(entity.expiresAt, now + 96 * hour);
  });

  it('gives the number and the name that the anchor states, never the organisation’s own', async () => {
    const verified = await judge();
    assert.ok(verified.ok);
    assert.equal(verified.value.orgnr, '2120000829');
    assert.equal(verified.value.name, 'Karlskrona kommun');
  });

  it('lasts as long as its shortest part', async () => {
    const verified = await judge({ subordinate: (claims) => ({ ...claims, exp: now / 1000 + 100 }) });
    assert.ok(verified.ok);
    assert.equal(verified.value.expiresAt, now + 100_000);
  });

  const stranger = generateEs256Key();
  const broken: Record<string, readonly [ChainChange, RegExp, number?]> = {
    'an anchor with another key': [
      {
        anchor: (claims) => ({ ...claims, jwks: { keys: [stranger.publicJwk] } }),
        keys: { anchor: stranger },
      },
      /none of the pinned keys/,
    ],
    'an anchor that names the pinned key but signs with another': [
      { keys: { anchor: stranger } },
      /anchor’s entity configuration: (unknown-kid|bad-signature)/,
    ],
    'an anchor that takes a stranger’s key under the pinned name': [
      {
        anchor: (claims) => ({
          ...claims,
          jwks: { keys: [{ ...stranger.publicJwk, kid: federation.anchor.kid }] },
        }),
        keys: { anchor: { ...stranger, kid: federation.anchor.kid } },
      },
      /none of the pinned keys/,
    ],
    'another anchor': [
      { anchor: (claims) => ({ ...claims, iss: 'https://annan.example', sub: 'https://annan.example' }) },
      /of another entity/,
    ],
    'a statement by another anchor': [
      { subordinate: (claims) => ({ ...claims, iss: 'https://annan.example' }) },
      /not issued by the anchor/,
    ],
    'a statement signed by a stranger': [
      { keys: { subordinate: stranger } },
      /subordinate statement: unknown-kid/,
    ],
    'a statement signed by the organisation itself': [
      { keys: { subordinate: federation.leaf } },
      /subordinate statement: unknown-kid/,
    ],
    'a statement without a number': [
      { subordinate: ({ metadata: _gone, ...claims }) => claims },
      /subordinate statement is not well-formed/,
    ],
    'a configuration signed by a stranger': [
      { keys: { leaf: stranger } },
      /entity configuration: unknown-kid/,
    ],
    'a configuration signed by the message key': [
      { keys: { leaf: federation.message } },
      /entity configuration: unknown-kid/,
    ],
    'a configuration of another organisation': [
      { leaf: (claims) => ({ ...claims, iss: 'https://annan.example', sub: 'https://annan.example' }) },
      /of another entity/,
    ],
    'a configuration issued by another': [
      { leaf: (claims) => ({ ...claims, iss: anchorId }) },
      /of another entity/,
    ],
    'a configuration that names another anchor': [
      { leaf: (claims) => ({ ...claims, authority_hints: ['https://annan.example'] }) },
      /does not name the anchor/,
    ],
    'a configuration without a TLS key': [
      {
        leaf: (claims) => ({
          ...claims,
          metadata: { ena_connector: { ...claims.metadata.ena_connector, tls_pins: [] } },
        }),
      },
      /not well-formed/,
    ],
    'an address that is no https origin': [
      {
        leaf: (claims) => ({
          ...claims,
          metadata: {
            ena_connector: { ...claims.metadata.ena_connector, exchange_endpoint: 'https://a@b.example/x' },
          },
        }),
      },
      /not well-formed/,
    ],
    'an expired configuration': [
      { leaf: (claims) => ({ ...claims, exp: now / 1000 - 61 }) },
      /entity configuration: expired/,
    ],
    'an expired statement': [
      { subordinate: (claims) => ({ ...claims, exp: now / 1000 - 61 }) },
      /subordinate statement: expired/,
    ],
    'an expired anchor': [
      { anchor: (claims) => ({ ...claims, exp: now / 1000 - 61 }) },
      /anchor’s entity configuration: expired/,
    ],
    'a statement from the future': [
      { subordinate: (claims) => ({ ...claims, iat: now / 1000 + 300 }) },
      /not-yet-valid/,
    ],
    'tokens of another type': [{ typ: 'JWT' }, /wrong-typ/],
  };
  for (const [what, [change, sentence]] of Object.entries(broken)) {
    it(`with ${what} is refused`, async () => {
      const verified = await judge(change);
      assert.equal(verified.ok, false);
      assert.match(verified.ok ? '' : verified.error, sentence);
    });
  }

  const connector = (operators: object) => ({ metadata_policy: { ena_connector: operators } });
  const ruled: Record<string, readonly [object, RegExp]> = {
    'a value that the policy does not allow': [
      connector({ exchange_endpoint: { one_of: ['https://annan.example'] } }),
      /entity configuration has metadata that the policy refuses: .*one_of/,
    ],
    'a parameter missing that the policy demands': [
      connector({ säkerhetskontakt: { essential: true } }),
      /entity configuration has metadata that the policy refuses: .*essential/,
    ],
    'a policy that contradicts itself': [
      connector({ exchange_endpoint: { one_of: ['a'], subset_of: ['a'] } }),
      /subordinate statement has a misshapen claim metadata_policy/,
    ],
    'a critical operator that nobody knows': [
      { ...connector({}), metadata_policy_crit: ['regexp'] },
      /subordinate statement has a metadata policy that cannot be/,
    ],
    'a name outside the constraints': [
      { constraints: { naming_constraints: { permitted: ['.kommun.example'] } } },
      /subordinate statement has a constraint that is broken: naming_constraints/,
    ],
    'a kind that the constraints forbid': [
      { constraints: { allowed_entity_types: ['openid_provider'] } },
      /allows no connector/,
    ],
    'nothing left of a claim that a connector needs': [
      connector({ tls_pins: { value: null } }),
      /not well-formed once the metadata policy is applied/,
    ],
  };
  for (const [what, [rules, sentence]] of Object.entries(ruled)) {
    it(`with ${what} is refused`, async () => {
      const verified = await judge({ subordinate: (claims) => ({ ...claims, ...rules }) });
      assert.equal(verified.ok, false);
      assert.match(verified.ok ? '' : verified.error, sentence);
    });
  }

  it('tells the organisation as the policy makes it', async () => {
    const policy = {
      signature_algorithms: { default: ['ed25519'] },
      tls_pins: { add: ['B'.repeat(43)], superset_of: ['A'.repeat(43)] },
    };
    const constraints = { max_path_length: 0, naming_constraints: { permitted: ['lov.example'] } };
    const verified = await judge({
      subordinate: (claims) => ({ ...claims, ...connector(policy), constraints }),
    });
    assert.ok(verified.ok, verified.ok ? '' : verified.error);
    assert.deepEqual([...verified.value.signatureAlgorithms], ['ed25519']);
    assert.deepEqual([...verified.value.pins], ['A'.repeat(43), 'B'.repeat(43)]);
    assert.equal(verified.value.name, 'Karlskrona kommun');
  });

  it('takes the anchor’s word before the organisation’s', async () => {
    const verified = await judge({
      subordinate: (claims) => ({
        ...claims,
        metadata: {
          ...claims.metadata,
          ena_connector: {
            ...claims.metadata.ena_connector,
            exchange_endpoint: 'https://granskad.example:8411',
          },
        },
      }),
    });
    assert.equal(verified.ok && verified.value.endpoint, 'https://granskad.example:8411');
  });

  it('with alg none in any place is refused', async () => {
    const chain = await federation.chain();
    for (const at of [0, 1, 2]) {
      const [header = '', payload = ''] = (chain[at] ?? '').split('.');
      const none = { ...JSON.parse(Buffer.from(header, 'base64url').toString()), alg: 'none' };
      const bare = `${Buffer.from(JSON.stringify(none)).toString('base64url')}.${payload}.`;
      const verified = await verifyChain(chain.with(at, bare), federation.pin, now);
      assert.match(verified.ok ? 'ok' : verified.error, /wrong-alg/);
    }
  });

  it('of another federation’s parts is refused, whichever part is exchanged', async () => {
    const [ours, theirs] = [await federation.chain(), await newFederation().chain()];
    for (const at of [0, 1, 2])
      assert.equal((await verifyChain(ours.with(at, theirs[at] ?? ''), federation.pin, now)).ok, false);
  });

  it('with parts missing, doubled or in another order is refused', async () => {
    const [leaf, subordinate, anchor] = await federation.chain();
    for (const chain of [
      [],
      [leaf],
      [leaf, subordinate],
      [leaf, subordinate, anchor, anchor],
      [anchor, subordinate, leaf],
      [leaf, leaf, anchor],
      [leaf, anchor, anchor],
    ]) {
      assert.equal((await verifyChain(chain, federation.pin, now)).ok, false);
    }
  });

  it('goes on through a rotation of the anchor’s key: one pinned key vouches for the others', async () => {
    const next = generateEs256Key();
    const both = {
      anchor: (claims: { jwks: { keys: object[] } }) => ({
        ...claims,
        jwks: { keys: [...claims.jwks.keys, next.publicJwk] },
      }),
    };
    assert.equal((await judge({ ...both, keys: { subordinate: next } })).ok, true);
  });

  it('passes over a message key in a form that cannot be used', async () => {
    const verified = await judge({
      leaf: (claims) => ({
        ...claims,
        metadata: {
          ena_connector: {
            ...claims.metadata.ena_connector,
            jwks: {
              keys: [{ kty: 'RSA', kid: 'gammal', n: 'AQAB', e: 'AQAB' }, federation.message.publicJwk],
            },
          },
        },
      }),
    });
    assert.ok(verified.ok);
    assert.deepEqual([...verified.value.keys.keys()], [federation.message.kid]);
  });

  it('never throws, whatever the three texts are', async () => {
    const genuine = await federation.chain();
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(...genuine),
      fc
        .record({ pick: fc.nat(2), at: fc.nat(200), by: fc.string({ minLength: 1, maxLength: 2 }) })
        .map(({ pick, at, by }) => {
          const jwt = genuine[pick] ?? '';
          return jwt.slice(0, at) + by + jwt.slice(at + by.length);
        }),
    );
    await fc.assert(
      fc.asyncProperty(fc.tuple(text, text, text), async (chain) => {
        const verified = await verifyChain(chain, federation.pin, now);
        if (verified.ok) assert.deepEqual(chain, genuine);
      }),
      { numRuns: 200 },
    );
  });
});
