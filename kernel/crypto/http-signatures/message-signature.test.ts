import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { verifyEs256 } from '../es256.ts';
import { generateEd25519Key, generateEs256Key } from '../keys.ts';
import { component } from './component.ts';
import { contentDigest } from './content-digest.ts';
import { headerLinesFromRecord, type Message, type RequestMessage } from './message.ts';
import {
  precompile,
  signatureText,
  signMessage,
  type VerifyRequest,
  verifyMessage,
} from './message-signature.ts';

const key = generateEs256Key();
const keyid = `https://2120000829.sandbox.localhost#${key.kid}`;
const now = Date.parse('2026-11-22T01:00:00Z');
const created = now / 1000;
const body = Buffer.from('{"identitetsbeteckning":"2120000829","ort":"Ängelholm"}');
const components = ['@method', '@target-uri', 'content-type', 'content-digest', 'ena-client', 'ena-purpose'];
const fields = {
  'Content-Type': 'application/json',
  'Content-Digest': contentDigest(body),
  'Ena-Client': '2120000829/arendesystem',
  'Ena-Purpose': 'tillsyn',
};

function request(headers: Record<string, string>, method = 'POST'): RequestMessage {
  const targetUri = 'https://127.0.0.1:8421/exchange/2021005489/foretag/organisationer?sida=1';
  return { kind: 'request', method, targetUri, headers: headerLinesFromRecord(headers) };
}

function signed(params = {}, message = request(fields), signer = key, covered: string[] = components) {
  const signature = signMessage({
    label: 'ena',
    components: covered,
    params: { created, keyid, tag: 'ena-exchange', ...params },
    message,
    key: signer,
  });
  assert.ok(signature.ok);
  return signature.value;
}

function withSignature({ signatureInput, signature }: { signatureInput: string; signature: string }) {
  return { ...fields, 'Signature-Input': signatureInput, Signature: signature };
}

function verify(message: Message, change: Partial<VerifyRequest> = {}) {
  return verifyMessage({
    message,
    label: 'ena',
    now,
    maxSkewSeconds: 60,
    requireTag: 'ena-exchange',
    requireComponents: components,
    keyFor: (id) => (id === keyid ? key.publicKey : undefined),
    ...change,
  });
}

function problem(message: Message, change: Partial<VerifyRequest> = {}): unknown {
  const result = verify(message, change);
  return result.ok ? 'accepted' : result.error;
}

describe('a message signature', () => {
  const good = withSignature(signed());

  it('verifies, and hands back what was signed', () => {
    const made = signed();
    const verified = verify(request(withSignature(made)));
    assert.ok(verified.ok);
    const { value } = verified;
    assert.deepEqual([value.keyid, value.created, value.base], [keyid, created, made.base]);
    assert.deepEqual(
      value.components.map((c) => c.name),
      components,
    );
    assert.equal(signatureText('ena', value.signature), made.signature);
    assert.ok(verifyEs256(Buffer.from(made.base), value.signature, key.publicKey));
    assert.match(
      made.signatureInput,
      /^ena=\("@method" .*\);created=\d+;alg="ecdsa-p256-sha256";keyid=".*";tag="ena-exchange"$/,
    );
  });

  it('gives the same base from a precompiled list', () => {
    const list = precompile(components);
    assert.ok(list.ok);
    const made = signMessage({
      label: 'ena',
      components: list.value,
      params: { created, keyid, tag: 'ena-exchange' },
      message: request(fields),
      key,
    });
    assert.ok(made.ok);
    assert.equal(made.value.base, signed().base);
  });

  it('stands beside a signature of someone else', () => {
    const two = {
      ...good,
      'Signature-Input': `proxy=("@method");created=1, ${good['Signature-Input']}`,
      Signature: `${good.Signature}, proxy=:AAAA:`,
    };
    assert.equal(problem(request(two)), 'accepted');
    const after = {
      ...good,
      'Signature-Input': `${good['Signature-Input']}, proxy=("@method")`,
      Signature: two.Signature,
    };
    assert.equal(problem(request(after)), 'accepted');
  });

  it('binds a response to the request it answers', () => {
    const asked = request(good);
    const answer: Message = {
      kind: 'response',
      status: 200,
      headers: headerLinesFromRecord(fields),
      request: asked,
    };
    const bound = ['@status', 'content-digest', component('signature', { req: true, key: 'ena' })];
    const made = signMessage({
      label: 'ena',
      components: bound,
      params: { created, keyid, tag: 'ena-exchange' },
      message: answer,
      key,
    });
    assert.ok(made.ok);
    const headers = headerLinesFromRecord(withSignature(made.value));
    assert.equal(problem({ ...answer, headers }, { requireComponents: bound }), 'accepted');
    const otherRequest = request(withSignature(signed()));
    const swapped: Message = { ...answer, headers, request: otherRequest };
    assert.deepEqual(problem(swapped, { requireComponents: bound }), { kind: 'bad-signature' });
  });

  it('is refused with the reason', () => {
    const input = good['Signature-Input'];
    const cases: [string, Message, Partial<VerifyRequest>, unknown][] = [
      ['unsigned', request(fields), {}, { kind: 'missing' }],
      ['other label', request(good), { label: 'other' }, { kind: 'missing' }],
      ['no Signature', request({ ...good, Signature: 'x=:AAAA:' }), {}, { kind: 'missing' }],
      [
        'garbage',
        request({ ...good, 'Signature-Input': '(' }),
        {},
        { kind: 'malformed', detail: 'Signature-Input: bad-key' },
      ],
      [
        'not binary',
        request({ ...good, Signature: 'ena=abc' }),
        {},
        { kind: 'malformed', detail: 'Signature' },
      ],
      [
        'not a list',
        request({ ...good, 'Signature-Input': 'ena=1' }),
        {},
        { kind: 'malformed', detail: 'Signature-Input' },
      ],
      [
        'twice',
        request({ ...good, 'Signature-Input': `${input}, ${input}` }),
        {},
        { kind: 'malformed', detail: 'Signature-Input: duplicate-key' },
      ],
      ['tag', request(good), { requireTag: 'other' }, { kind: 'wrong-tag' }],
      ['too old', request(good), { now: now + 61_000 }, { kind: 'skew', seconds: -61 }],
      ['too new', request(good), { now: now - 61_000 }, { kind: 'skew', seconds: 61 }],
      ['unknown key', request(good), { keyFor: () => undefined }, { kind: 'unknown-key', keyid }],
      ['other key', request(good), { keyFor: () => generateEs256Key().publicKey }, { kind: 'bad-signature' }],
      ['method', request(good, 'PUT'), {}, { kind: 'bad-signature' }],
      ['not allowed', request(good), { allow: ['ed25519'] }, { kind: 'unsupported-alg' }],
      [
        'not covered',
        request(good),
        { requireComponents: [...components, 'ena-subject'] },
        { kind: 'component-not-covered', component: '"ena-subject"' },
      ],
      [
        'gone',
        request({ ...good, 'Ena-Purpose': undefined as unknown as string }),
        {},
        { kind: 'component-missing', component: '"ena-purpose"' },
      ],
      ['changed', request({ ...good, 'Ena-Purpose': 'annat' }), {}, { kind: 'bad-signature' }],
      ['expired', request(withSignature(signed({ expires: created - 1 }))), {}, { kind: 'expired' }],
      [
        'no tag',
        request(withSignature(signed({ tag: undefined }))),
        {},
        { kind: 'parameter-missing', parameter: 'tag' },
      ],
      [
        'no created',
        request(withSignature(signed({ created: undefined }))),
        {},
        { kind: 'parameter-missing', parameter: 'created' },
      ],
      [
        'no keyid',
        request(withSignature(signed({ keyid: undefined }))),
        {},
        { kind: 'parameter-missing', parameter: 'keyid' },
      ],
      [
        'alg lies',
        request({ ...good, 'Signature-Input': input.replace('ecdsa-p256-sha256', 'ed25519') }),
        {},
        { kind: 'unsupported-alg' },
      ],
    ];
    for (const [name, message, change, expected] of cases)
      assert.deepEqual(problem(message, change), expected, name);
  });

  it('accepts Ed25519 only where the caller allows it', () => {
    const other = generateEd25519Key();
    const message = request(withSignature(signed({}, request(fields), other)));
    const keyFor = () => other.publicKey;
    assert.deepEqual(problem(message, { keyFor }), { kind: 'unsupported-alg' });
    assert.equal(problem(message, { keyFor, allow: ['ecdsa-p256-sha256', 'ed25519'] }), 'accepted');
  });

  it('cannot be made over a value that cannot stand in a base', () => {
    const bad = request({ ...fields, 'Ena-Purpose': 'tillsyn\r\n"@method": GET' });
    const made = signMessage({ label: 'ena', components, params: { created }, message: bad, key });
    assert.deepEqual(made, {
      ok: false,
      error: { kind: 'component-unreadable', component: '"ena-purpose"' },
    });
    const params = { created, keyid: 'Växjö' };
    const badParameter = signMessage({ label: 'ena', components, params, message: request(fields), key });
    assert.equal(badParameter.ok, false);
  });

  it('is refused when any character of its two fields or of a covered field is another one', () => {
    const names = Object.keys(good) as (keyof typeof good)[];
    const change = fc.record({
      name: fc.constantFrom(...names),
      at: fc.nat(),
      by: fc.integer({ min: 0x21, max: 0x7e }),
    });
    fc.assert(
      fc.property(change, ({ name, at, by }) => {
        const value = good[name];
        const i = at % value.length;
        const changed = value.slice(0, i) + String.fromCharCode(by) + value.slice(i + 1);
        if (changed === value) return;
        assert.notEqual(problem(request({ ...good, [name]: changed })), 'accepted', `${name}: ${changed}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('never throws on arbitrary signature fields', () => {
    const piece = fc.constantFrom(
      'ena',
      '=',
      '(',
      ')',
      '"@method"',
      '"signature"',
      ';req',
      ';key="ena"',
      ';created=1',
      ':AAAA:',
      ',',
      ' ',
      '"',
      '\\',
      'å',
      '?1',
      '"@query-param"',
      ';name="%"',
    );
    const text = fc.oneof(
      fc.array(piece, { maxLength: 14 }).map((parts) => parts.join('')),
      fc.string(),
    );
    fc.assert(
      fc.property(text, text, (input, signature) => {
        const message = request({ ...good, 'Signature-Input': input, Signature: signature });
        assert.notEqual(problem(message, { requireComponents: [] }), 'accepted');
      }),
      { numRuns: 2000 },
    );
  });

  it('reads a list it has met before exactly as the first time', () => {
    const input = good['Signature-Input'];
    const list = input.slice('ena='.length, input.indexOf(')') + 1);
    for (const tail of ['', '=1', ';created=1=2', ' ;created=1', '(', ',', ';Created=1']) {
      const known = problem(request({ ...good, 'Signature-Input': `ena=${list}${tail}` }));
      const fresh = problem(request({ ...good, 'Signature-Input': ` ena=${list}${tail}` }));
      assert.deepEqual(known, fresh, tail);
    }
  });
});
