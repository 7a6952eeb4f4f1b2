import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { verifySignatureFile } from './verify-signature.ts';

const claim = 'https://id.oidc.se/claim/';
const number = '199706152387';
const level = 'http://id.elegnamnden.se/loa/1.0/loa3';
const text = Buffer.from('FULLMAKT\nKerstin får ansöka om bygglov för Åsa Öberg.\n');
const salt = Buffer.alloc(32, 7).toString('base64url');
const at = 1_795_345_140;

const ours = generateEs256Key();
const provider = generateEs256Key();
const list = { keys: [{ ...ours.publicJwk }] };

interface Changes {
  readonly typ?: string;
  readonly said?: object;
  readonly token?: object;
  readonly evidence?: object;
  readonly ours?: SigningKey;
  readonly provider?: SigningKey;
}

const digest = (bytes: Uint8Array) => sha256(bytes).toString('base64url');
const base64 = (value: string) => Buffer.from(value).toString('base64');

/** A file as the identity service makes it; `changes` make it wrong. */
async function fileOf(changes: Changes = {}): Promise<string> {
  const own = await signJwt('signatur', { tbs_sha256: digest(text) }, provider);
  const idToken = {
    iss: 'https://eid.example',
    aud: 'https://hub.example/identity',
    iat: at,
    exp: at + 300,
    nonce: digest(Buffer.concat([Buffer.from(salt, 'base64url'), text])),
    acr: level,
    [`${claim}personalIdentityNumber`]: number,
    [`${claim}userSignature`]: base64(own),
    ...changes.token,
  };
  const said = {
    iss: 'https://hub.example/identity',
    jti: 'signature_1',
    iat: at,
    [`${claim}personalIdentityNumber`]: number,
    name: 'Kerstin Exempelsson',
    acr: level,
    tbs_sha256: digest(text),
    evidence: {
      iss: 'https://eid.example',
      client_id: 'https://hub.example/identity',
      id_token: await signJwt('JWT', JSON.parse(JSON.stringify(idToken)), changes.provider ?? provider),
      nonce_salt: salt,
      jwks: { keys: [provider.publicJwk] },
      ...changes.evidence,
    },
    ...changes.said,
  };
  const payload = JSON.parse(JSON.stringify(said));
  return base64(await signJwt(changes.typ ?? 'ena-signature+jwt', payload, changes.ours ?? ours));
}

async function problemOf(changes: Changes, keys: unknown = list, signed: Uint8Array = text) {
  const judged = await verifySignatureFile({ file: await fileOf(changes), text: signed, keys });
  return judged.ok ? 'none' : judged.error;
}

describe('an e-signature as a file', () => {
  it('tells who signed which text, when, at which level and by whose word', async () => {
    const judged = await verifySignatureFile({ file: `${await fileOf()}\n`, text, keys: list });
    assert.deepEqual(judged, {
      ok: true,
      value: {
        issuer: 'https://hub.example/identity',
        personalNumber: number,
        name: 'Kerstin Exempelsson',
        level,
        textHash: digest(text),
        at: at * 1000,
        provider: 'https://eid.example',
        ownSignatureChecked: true,
      },
    });
  });

  it('says that the person’s own signature is unread in a format of another kind', async () => {
    const token = { [`${claim}userSignature`]: base64('<ds:Signature/>') };
    const judged = await verifySignatureFile({ file: await fileOf({ token }), text, keys: list });
    assert.equal(judged.ok && judged.value.ownSignatureChecked, false);
  });

  it('of the sandbox says that nobody vouches', async () => {
    const file = await fileOf({ typ: 'ena-test-signature+jwt', said: { evidence: undefined } });
    const judged = await verifySignatureFile({ file, text, keys: list });
    assert.equal(judged.ok && judged.value.provider, undefined);
    assert.equal(judged.ok, true);
  });

  it('is refused for the first thing that does not hold', async () => {
    const stranger = generateEs256Key();
    const otherText = digest(Buffer.from('annat'));
    const own = await signJwt('signatur', { tbs_sha256: otherText }, provider);
    const cases: readonly (readonly [string, Changes])[] = [
      ['malformed', { said: { name: undefined } }],
      ['unknown-key', { ours: stranger }],
      ['not-signed', { ours: { ...stranger, kid: ours.kid } }],
      ['not-signed', { typ: 'JWT' }],
      ['other-text', { said: { tbs_sha256: otherText } }],
      ['no-evidence', { said: { evidence: undefined } }],
      ['no-evidence', { token: { [`${claim}userSignature`]: undefined } }],
      ['evidence-unproven', { provider: stranger }],
      ['evidence-unproven', { token: { exp: at - 3600 } }],
      ['evidence-misdirected', { token: { iss: 'https://ond.example' } }],
      ['evidence-misdirected', { token: { aud: 'https://annan.example' } }],
      ['evidence-of-another-text', { token: { nonce: otherText } }],
      ['evidence-of-another-text', { evidence: { nonce_salt: 'AAAA' } }],
      ['evidence-of-another-person', { token: { [`${claim}personalIdentityNumber`]: '198301062397' } }],
      ['evidence-of-another-person', { token: { acr: level.replace('loa3', 'loa4') } }],
      ['user-signature-false', { token: { [`${claim}userSignature`]: base64(own) } }],
    ];
    for (const [expected, changes] of cases)
      assert.equal(await problemOf(changes), expected, JSON.stringify(changes));
  });

  it('is refused with other text, without keys and with a key that leaked', async () => {
    assert.equal(await problemOf({}, list, Buffer.from(`${text} `)), 'other-text');
    assert.equal(
      await problemOf({}, { keys: [{ ...ours.publicJwk, withdrawnAt: '2026-11-22' }] }),
      'key-withdrawn',
    );
    assert.equal(await problemOf({}, { keys: [] }), 'unknown-key');
    for (const keys of [null, [], { keys: 'a' }]) assert.equal(await problemOf({}, keys), 'keys-malformed');
    const rubbish = ['', 'skräp', base64('a.b.c'), 'A'.repeat(600_000)];
    for (const file of rubbish)
      assert.deepEqual(await verifySignatureFile({ file, text, keys: list }), {
        ok: false,
        error: 'malformed',
      });
  });
});
