import assert from 'node:assert/strict';
import {
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { algorithms, type SignatureAlgorithm } from '@ena/kernel/crypto/http-signatures/algorithms.ts';
import { verifyContentDigest } from '@ena/kernel/crypto/http-signatures/content-digest.ts';
import { headerLinesFromRaw, type Message } from '@ena/kernel/crypto/http-signatures/message.ts';
import { baseOf } from '@ena/kernel/crypto/http-signatures/signature-base.ts';
import { parseSignature } from '@ena/kernel/crypto/http-signatures/signature-input.ts';

/* Every example of RFC 9421 Appendix B.2: the base built from the message, and the signature over it. */

interface Vectors {
  readonly keys: Readonly<Record<string, JsonWebKey>>;
  readonly shared_secret_b64: string;
  readonly request: string;
  readonly response: string;
  readonly cases: readonly { title: string; keyid: string; signature_base: string; headers: string }[];
}

const file = new URL('../../shared/contracts/http-signatures/rfc9421-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

const algorithmOf: Readonly<Record<string, SignatureAlgorithm>> = {
  'test-key-rsa-pss': 'rsa-pss-sha512',
  'test-key-ecc-p256': 'ecdsa-p256-sha256',
  'test-shared-secret': 'hmac-sha256',
  'test-key-ed25519': 'ed25519',
};

function publicKeyOf(keyid: string): KeyObject {
  if (keyid === 'test-shared-secret') return privateKeyOf(keyid);
  return createPublicKey(privateKeyOf(keyid));
}

function privateKeyOf(keyid: string): KeyObject {
  if (keyid === 'test-shared-secret')
    return createSecretKey(Buffer.from(vectors.shared_secret_b64, 'base64'));
  return createPrivateKey({ key: vectors.keys[keyid] ?? {}, format: 'jwk' });
}

function headersOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]);
}

function messageOf(text: string, extra: readonly string[]): { message: Message; body: Buffer } {
  const [head = '', body = ''] = text.split('\n\n');
  const [start = '', ...lines] = head.split('\n');
  const headers = headerLinesFromRaw(headersOf([...lines, ...extra]));
  const [first = '', second = ''] = start.split(' ');
  const message: Message = first.startsWith('HTTP/')
    ? { kind: 'response', status: Number(second), headers }
    : { kind: 'request', method: first, targetUri: `https://example.com${second}`, headers };
  return { message, body: Buffer.from(body) };
}

/**
 * The response in Appendix B.2 is printed with one digest and its signed example (B.2.4) with another; the digest
 * of the signature base is the one to put into the message.
 */
function messageFor(base: string, extra: readonly string[]): { message: Message; body: Buffer } {
  const isResponse = base.startsWith('"@status"');
  const text = isResponse ? vectors.response : vectors.request;
  const digest = /^"content-digest": (.*)$/m.exec(base)?.[1];
  const matching =
    isResponse && digest !== undefined
      ? text.replace(/^Content-Digest: .*$/m, `Content-Digest: ${digest}`)
      : text;
  return messageOf(matching, extra);
}

describe('RFC 9421 Appendix B.2', () => {
  for (const { title, keyid, signature_base: expected, headers } of vectors.cases) {
    it(title, () => {
      const { message } = messageFor(expected, headers.split('\n'));
      const label = headers.slice('Signature-Input: '.length, headers.indexOf('='));
      const [input] = message.headers.get('signature-input') ?? [];
      const [signature] = message.headers.get('signature') ?? [];
      const parsed = parseSignature(label, input, signature);
      assert.ok(parsed.ok, JSON.stringify(parsed));
      const base = baseOf(parsed.value.covered, parsed.value.signatureParams, message);
      assert.deepEqual(base, { ok: true, value: expected });
      const algorithm = algorithms[algorithmOf[keyid] ?? 'ecdsa-p256-sha256'];
      const key = publicKeyOf(keyid);
      assert.ok(algorithm.fits(key));
      assert.ok(algorithm.verify(Buffer.from(expected, 'latin1'), parsed.value.signature, key));
      assert.equal(
        algorithm.verify(Buffer.from(`${expected} `, 'latin1'), parsed.value.signature, key),
        false,
      );
      const again = algorithm.sign(Buffer.from(expected, 'latin1'), privateKeyOf(keyid));
      assert.ok(algorithm.verify(Buffer.from(expected, 'latin1'), again, key));
    });
  }

  it('covers every example in the file', () => assert.equal(vectors.cases.length, 6));

  it('has a request whose body fits its Content-Digest', () => {
    const { message, body } = messageOf(vectors.request, []);
    const header = message.headers.get('content-digest')?.[0]?.trim();
    assert.deepEqual(verifyContentDigest(header, body), { ok: true, value: true });
  });
});
