import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import fc from 'fast-check';
import { type TrustMarkContext, verifyTrustMark } from './verify-trust-mark.ts';

const now = Date.parse('2026-11-22T11:00:00Z');
const iat = Math.floor(now / 1000);
const type = 'https://ena.example/trust-marks/federation-member-high';
const free = 'https://ena.example/trust-marks/anyone';
const subject = 'https://malmö.example';
const issuer = 'https://ena.example/trust-mark-issuer';
const owner = 'https://ena.example/trust-mark-owner';
const issuerKey = generateEs256Key();
const ownerKey = generateEs256Key();
const strangerKey = generateEs256Key();

const context: TrustMarkContext = {
  anchor: 'https://ena.example',
  trustMarkIssuers: { [type]: [issuer], [free]: [] },
  trustMarkOwners: { [type]: { sub: owner, jwks: { keys: [ownerKey.publicJwk] } } },
  issuerKeys: async (entityId) => (entityId === issuer ? [issuerKey.publicJwk] : undefined),
  now,
};

interface Change {
  readonly claims?: object;
  readonly key?: SigningKey;
  readonly typ?: string;
  readonly delegation?: object;
  readonly delegationKey?: SigningKey;
  readonly delegationTyp?: string;
}

async function mark(change: Change = {}): Promise<string> {
  const grant = { iss: owner, sub: issuer, trust_mark_type: type, iat, exp: iat + 100, ...change.delegation };
  const delegationTyp = change.delegationTyp ?? 'trust-mark-delegation+jwt';
  const delegation = await signJwt(delegationTyp, grant, change.delegationKey ?? ownerKey);
  const claims = { iss: issuer, sub: subject, trust_mark_type: type, iat, exp: iat + 100, delegation };
  return signJwt(change.typ ?? 'trust-mark+jwt', { ...claims, ...change.claims }, change.key ?? issuerKey);
}

function withHeader(jwt: string, header: object): string {
  const [, payload, signature] = jwt.split('.');
  return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.${signature}`;
}

const verdictOn = async (jwt: string) => {
  const verdict = await verifyTrustMark(jwt, subject, context);
  return verdict.kind === 'valid' ? 'valid' : verdict.because;
};

describe('a trust mark', () => {
  it('of an accredited issuer, with the delegation of its owner, is valid', async () => {
    assert.deepEqual(await verifyTrustMark(await mark(), subject, context), {
      kind: 'valid',
      mark: { type, issuer, subject, expiresAt: iat + 100 },
    });
  });

  it('without end is valid, and a type without owner needs no delegation', async () => {
    assert.equal(await verdictOn(await mark({ claims: { exp: undefined } })), 'valid');
    const claims = { trust_mark_type: free, delegation: undefined };
    assert.equal(await verdictOn(await mark({ claims })), 'valid');
  });

  const bad: readonly [string, () => Promise<string>, string][] = [
    ['that is no JWT', async () => 'å.ä', 'malformed'],
    ['that is nothing', async () => '', 'malformed'],
    ['with another typ', () => mark({ typ: 'JWT' }), 'wrong-typ'],
    ['that is an entity statement', () => mark({ typ: 'entity-statement+jwt' }), 'wrong-typ'],
    [
      'without a typ',
      async () => withHeader(await mark(), { alg: 'ES256', kid: issuerKey.kid }),
      'wrong-typ',
    ],
    [
      'without a signature (alg none)',
      async () => {
        const [, payload] = (await mark()).split('.');
        const header = { alg: 'none', typ: 'trust-mark+jwt', kid: issuerKey.kid };
        return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.`;
      },
      'wrong-alg',
    ],
    ['by an unknown kid', () => mark({ key: strangerKey }), 'unknown-kid'],
    [
      "under the issuer's kid by another key",
      () => mark({ key: { ...strangerKey, kid: issuerKey.kid } }),
      'bad-signature',
    ],
    [
      'whose claims were changed',
      async () => {
        const [head, , tail] = (await mark()).split('.');
        const claims = { iss: issuer, sub: subject, trust_mark_type: type, iat, exp: iat + 9999 };
        return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${tail}`;
      },
      'bad-signature',
    ],
    ['that has expired', () => mark({ claims: { iat: iat - 1000, exp: iat - 100 } }), 'expired'],
    ['from the future', () => mark({ claims: { iat: iat + 1000, exp: iat + 2000 } }), 'not-yet-valid'],
    ['about another', () => mark({ claims: { sub: 'https://annan.example' } }), 'other-subject'],
    ['without a type', () => mark({ claims: { trust_mark_type: undefined } }), 'claims'],
    ['without iat', () => mark({ claims: { iat: undefined } }), 'claims'],
    ['with a time as text', () => mark({ claims: { exp: '2030-01-01' } }), 'claims'],
    [
      'of a type the anchor does not name',
      () => mark({ claims: { trust_mark_type: 'https://guld.example' } }),
      'type-not-recognised',
    ],
    [
      'of a type named like a member of every object',
      () => mark({ claims: { trust_mark_type: 'constructor' } }),
      'type-not-recognised',
    ],
    [
      'by an issuer the anchor does not name',
      () => mark({ claims: { iss: 'https://falsk.example' } }),
      'issuer-not-accredited',
    ],
    [
      'by an issuer without a chain to the anchor',
      () => mark({ claims: { iss: 'https://falsk.example', trust_mark_type: free } }),
      'issuer-not-trusted',
    ],
    [
      'without the delegation of its owner',
      () => mark({ claims: { delegation: undefined } }),
      'delegation-missing',
    ],
    ['with a delegation by another key', () => mark({ delegationKey: strangerKey }), 'delegation-invalid'],
    ['with a delegation of another typ', () => mark({ delegationTyp: 'JWT' }), 'delegation-invalid'],
    [
      'with a delegation by another owner',
      () => mark({ delegation: { iss: 'https://annan.example' } }),
      'delegation-invalid',
    ],
    [
      'with a delegation to another issuer',
      () => mark({ delegation: { sub: 'https://annan.example' } }),
      'delegation-invalid',
    ],
    [
      'with a delegation of another type',
      () => mark({ delegation: { trust_mark_type: free } }),
      'delegation-invalid',
    ],
    [
      'with an expired delegation',
      () => mark({ delegation: { iat: iat - 1000, exp: iat - 100 } }),
      'delegation-invalid',
    ],
    [
      'with a delegation of a type that has no owner',
      () => mark({ claims: { trust_mark_type: free } }),
      'delegation-invalid',
    ],
    ['that is too large', () => mark({ claims: { ref: 'å'.repeat(70_000) } }), 'too-large'],
  ];
  for (const [what, make, because] of bad) {
    it(`${what} is refused as ${because}`, async () => {
      assert.equal(await verdictOn(await make()), because);
    });
  }

  it('never makes it throw, whatever it is', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        assert.notEqual(await verdictOn(parts.join('.')), 'valid');
      }),
    );
  });
});
