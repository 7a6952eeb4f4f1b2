import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { newSecret } from '@ena/kernel/crypto/secret.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { day } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import type { SignatureKey } from '../../domain/signature-key.ts';
import type { SignatureKeyRegister } from '../../store/store.ts';
import { judgeEvidence } from './judge-evidence.ts';
import { judgeUserSignature } from './judge-user-signature.ts';
import { makeSignature, makeTestSignature } from './make-signature.ts';
import { openSignatureKeys } from './signature-keys.ts';
import { textNonce } from './text-nonce.ts';
import { verifySignature } from './verify-signature.ts';

const ours = 'https://hub.example/identity';
const theirs = 'https://eid.example';
const text = Buffer.from('Fullmakt från Åsa Provström till Örjan Exempelsson');
const account = { id: 'a', personalNumber: '200202242384', givenName: 'Åsa', familyName: 'Provström' };
const claim = 'https://id.oidc.se/claim/';
const loa = 'http://id.elegnamnden.se/loa/1.0/loa';
const base64 = (value: string | Buffer) => Buffer.from(value).toString('base64');
const noon = Date.UTC(2026, 10, 22, 12);

/** The register in memory. */
function register(): SignatureKeyRegister {
  const kept = new Map<string, SignatureKey>();
  return {
    add: async (key) => {
      if (!kept.has(key.kid)) kept.set(key.kid, { ...key, withdrawnAt: undefined });
    },
    find: async (kid) => kept.get(kid),
    all: async () => [...kept.values()],
    withdraw: async (kids, at) => {
      for (const kid of kids) {
        const key = kept.get(kid);
        if (key !== undefined && key.withdrawnAt === undefined) kept.set(kid, { ...key, withdrawnAt: at });
      }
    },
  };
}

function running() {
  const folder = temporaryFolder();
  let now = noon;
  const keys = openSignatureKeys({
    folder: folder.path,
    clock: { now: () => now },
    log: silentLogger,
    keyDays: 90,
    overlapHours: 24,
    register: register(),
  });
  return {
    folder,
    keys,
    pass: (ms: number) => {
      now += ms;
    },
    judge: (userSignature: string, more: { tbsData?: Buffer; sandbox?: boolean } = {}) =>
      verifySignature(
        { keys, issuer: ours, sandbox: more.sandbox ?? false },
        { userSignature, tbsData: more.tbsData ?? text },
        now,
      ),
    files: () => readdirSync(join(folder.path, 'signatures')),
  };
}

interface Told {
  readonly claims?: object;
  readonly by?: SigningKey;
}

/** Evidence of the provider that signs with `key`, with what a test makes it say. */
async function evidenceOf(key: SigningKey, { claims = {}, by = key }: Told = {}) {
  const salt = newSecret(32);
  const seconds = noon / 1000;
  const idToken = await signJwt(
    'JWT',
    {
      iss: theirs,
      aud: 'https://broker.example',
      iat: seconds,
      exp: seconds + 300,
      nonce: textNonce(salt, text),
      acr: `${loa}3`,
      [`${claim}personalIdentityNumber`]: account.personalNumber,
      [`${claim}userSignature`]: base64('<ds:Signature/>'),
      ...claims,
    },
    by,
  );
  return {
    issuer: theirs,
    clientId: 'https://broker.example',
    idToken,
    salt,
    keys: [{ ...key.publicJwk }],
  };
}

const act = {
  account,
  level: 3,
  sign: { tbsData: text, message: { sv: 'Jag skriver under', en: undefined, any: undefined } },
  at: noon,
} as const;

describe('the evidence', () => {
  const key = generateEs256Key();
  const problem = async (told: Told) => {
    const judged = judgeEvidence(await evidenceOf(key, told), text, noon);
    return judged.ok ? 'holds' : judged.error;
  };

  test('holds where the provider’s token is about this text', async () => {
    assert.deepEqual(judgeEvidence(await evidenceOf(key), text, noon), {
      ok: true,
      value: { personalNumber: account.personalNumber, level: 3, userSignatureChecked: false },
    });
  });

  test('falls with each thing that it rests on', async () => {
    const other = { nonce: textNonce(newSecret(32), text) };
    assert.equal(await problem({ by: generateEs256Key() }), 'id-token-unproven');
    assert.equal(await problem({ claims: { exp: noon / 1000 - 100 } }), 'id-token-unproven');
    assert.equal(await problem({ claims: { iss: 'https://ond.example' } }), 'id-token-misdirected');
    assert.equal(await problem({ claims: { aud: ['https://annan.example'] } }), 'id-token-misdirected');
    assert.equal(await problem({ claims: other }), 'id-token-of-another-text');
    assert.equal(await problem({ claims: { nonce: undefined } }), 'id-token-of-another-text');
    const number = { [`${claim}personalIdentityNumber`]: '200202242385' };
    assert.equal(await problem({ claims: number }), 'id-token-incomplete');
    assert.equal(await problem({ claims: { acr: `${loa}9` } }), 'id-token-incomplete');
    const unsigned = { [`${claim}userSignature`]: undefined };
    assert.equal(await problem({ claims: unsigned }), 'id-token-incomplete');
  });

  test('is about one text: another one, or another salt, is found', async () => {
    const evidence = await evidenceOf(key);
    const changed = judgeEvidence(evidence, Buffer.from(`${text}.`), noon);
    assert.deepEqual(changed, { ok: false, error: 'id-token-of-another-text' });
    const shorter = { ...evidence, salt: evidence.salt.slice(0, 40) };
    assert.deepEqual(judgeEvidence(shorter, text, noon), { ok: false, error: 'id-token-of-another-text' });
  });
});

describe('the person’s own signature', () => {
  const key = generateEs256Key();
  const keys = [
    {
      kid: key.kid,
      thumbprint: key.kid,
      key: key.publicKey,
      algorithms: ['ES256' as const],
    },
  ];
  const digest = sha256(text).toString('base64url');
  const finding = async (payload: object, by = key) =>
    judgeUserSignature(base64(await signJwt('sig', { ...payload }, by)), text, keys, noon);

  test('is checked where it is a JWS of the provider that tells the digest', async () => {
    assert.equal(await finding({ tbs_sha256: digest }), 'checked');
    assert.equal(await finding({ tbs_sha256: sha256('annat').toString('base64url') }), 'false');
    assert.equal(await finding({ tbs_sha256: digest, exp: noon / 1000 - 100 }), 'false');
  });

  test('is false where it was changed, and unread where nothing says how to read it', async () => {
    const [head, , tail] = (await signJwt('sig', { tbs_sha256: digest }, key)).split('.');
    const body = Buffer.from(JSON.stringify({ tbs_sha256: digest, mer: 1 })).toString('base64url');
    assert.equal(judgeUserSignature(base64(`${head}.${body}.${tail}`), text, keys, noon), 'false');
    assert.equal(await finding({}), 'unread');
    assert.equal(await finding({ tbs_sha256: digest }, generateEs256Key()), 'unread');
    assert.equal(judgeUserSignature(base64('<ds:Signature/>'), text, keys, noon), 'unread');
    assert.equal(judgeUserSignature('inte base64!', text, keys, noon), 'unread');
  });
});

describe('an e-signature', () => {
  test('is judged with nothing but itself, and over its own text alone', async (t) => {
    const [room, other] = [running(), running()];
    t.after(() => room.folder.remove());
    t.after(() => other.folder.remove());
    const evidence = await evidenceOf(generateEs256Key());
    const made = await makeSignature(room.keys, ours, act, { evidence, userSignatureChecked: false });
    const expected = {
      kind: 'valid',
      personalNumber: account.personalNumber,
      name: 'Åsa Provström',
      loa: 3,
      signedAt: noon,
      vouchedBy: theirs,
      userSignatureChecked: false,
    };
    assert.deepEqual(await room.judge(made), expected);
    const invalid = (reason: string) => ({ kind: 'invalid', reason });
    assert.deepEqual(await room.judge(made, { tbsData: Buffer.from('annat') }), invalid('other-data'));
    assert.deepEqual(await room.judge(base64('skräp')), invalid('malformed'));
    assert.deepEqual(await other.judge(made), invalid('unknown-kid'), 'a key of another installation');
  });

  test('of this room is no proof by itself: the evidence must say the same', async (t) => {
    const room = running();
    room.pass(2 * day);
    t.after(() => room.folder.remove());
    const reason = async (told: Told, more = {}) => {
      const evidence = await evidenceOf(generateEs256Key(), told);
      const judged = { evidence, userSignatureChecked: true };
      const verdict = await room.judge(await makeSignature(room.keys, ours, { ...act, ...more }, judged));
      return verdict.kind === 'invalid' ? verdict.reason : 'valid';
    };
    assert.equal(await reason({ by: generateEs256Key() }), 'id-token-unproven');
    assert.equal(await reason({}, { level: 4 }), 'evidence-of-another');
    const other = { account: { ...account, personalNumber: '198301062397' } };
    assert.equal(await reason({}, other), 'evidence-of-another');
    assert.equal(await reason({}, { at: noon + day }), 'id-token-unproven', 'not valid when it was signed');
  });

  test('verifies after years, when its key has rotated away and its private half is destroyed', async (t) => {
    const room = running();
    t.after(() => room.folder.remove());
    const evidence = await evidenceOf(generateEs256Key());
    const made = await makeSignature(room.keys, ours, act, { evidence, userSignatureChecked: false });
    const [first] = room.files();
    for (let days = 0; days < 3650; days += 30) {
      room.pass(30 * day);
      await room.keys.signing();
    }
    assert.equal(room.files().includes(first ?? ''), false);
    assert.ok(room.files().length <= 2);
    assert.equal((await room.judge(made)).kind, 'valid');
    assert.ok((await room.keys.all()).length > 30);
  });

  test('falls with a key that leaked, but not with those that were destroyed before', async (t) => {
    const room = running();
    t.after(() => room.folder.remove());
    const sign = async () => {
      const evidence = await evidenceOf(generateEs256Key());
      return makeSignature(room.keys, ours, act, { evidence, userSignatureChecked: false });
    };
    const old = await sign();
    for (let i = 0; i < 4; i++) {
      room.pass(60 * day);
      await room.keys.signing();
    }
    const lately = await sign();
    await room.keys.rotate(true);
    assert.deepEqual(await room.judge(lately), { kind: 'invalid', reason: 'key-withdrawn' });
    assert.equal((await room.judge(old)).kind, 'valid');
    assert.equal((await room.judge(await sign())).kind, 'valid');
  });

  test('that is a test signature is believed in the sandbox and nowhere else', async (t) => {
    const room = running();
    t.after(() => room.folder.remove());
    const made = await makeTestSignature(room.keys, ours, act, 'Jag skriver under');
    assert.equal((await room.judge(made, { sandbox: true })).kind, 'valid');
    assert.deepEqual(await room.judge(made), { kind: 'invalid', reason: 'test-signature' });
    const [, body] = Buffer.from(made, 'base64').toString().split('.');
    const payload = JSON.parse(Buffer.from(body ?? '', 'base64url').toString());
    const renamed = base64(await signJwt('ena-signature+jwt', payload, await room.keys.signing()));
    assert.deepEqual(await room.judge(renamed), { kind: 'invalid', reason: 'no-evidence' });
  });
});
