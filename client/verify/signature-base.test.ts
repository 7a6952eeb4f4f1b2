import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { component } from '@ena/kernel/crypto/http-signatures/component.ts';
import { signMessage } from '@ena/kernel/crypto/http-signatures/message-signature.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import { parseSignatureBase } from './signature-base.ts';

const params = 'created=1767225600;alg="ecdsa-p256-sha256";keyid="https://a.localhost#k";tag="ena-exchange"';

function baseFrom(lines: readonly string[], covered: string, given = params): string {
  return [...lines, `"@signature-params": (${covered});${given}`].join('\n');
}

describe('a signature base', () => {
  it('as the signer writes it is read back', () => {
    const key = generateEs256Key();
    const request = {
      kind: 'request',
      method: 'POST',
      targetUri: 'https://127.0.0.1:8421/exchange/2021005489/x/y?z=%C3%A5',
      headers: new Map([
        ['ena-purpose', ['prövning'.replace('ö', 'o')]],
        ['signature', ['ena=:AAEC:']],
      ]),
    } as const;
    const made = signMessage({
      label: 'ena',
      components: ['@status', component('signature', { req: true, key: 'ena' })],
      params: { created: 1767225600, keyid: `https://a.localhost#${key.kid}`, tag: 'ena-exchange' },
      message: { kind: 'response', status: 404, headers: new Map(), request },
      key,
    });
    assert.ok(made.ok);
    const read = parseSignatureBase(made.value.base);
    assert.deepEqual(
      [...(read?.components ?? [])],
      [
        ['@status', '404'],
        ['"signature";req;key="ena"', ':AAEC:'],
      ],
    );
    assert.equal(read?.created, 1767225600);
    assert.equal(read?.keyid, `https://a.localhost#${key.kid}`);
  });

  const wrong: readonly [string, string][] = [
    ['that lists a component it does not hold', baseFrom(['"@method": GET'], '"@method" "ena-purpose"')],
    [
      'that holds a component it does not list',
      baseFrom(['"@method": GET', '"ena-purpose": x'], '"@method"'),
    ],
    ['in another order than listed', baseFrom(['"a": 1', '"b": 2'], '"b" "a"')],
    ['with a component twice', baseFrom(['"a": 1', '"a": 2'], '"a" "a"')],
    ['of another algorithm', baseFrom([], '', params.replace('ecdsa-p256-sha256', 'hmac-sha256'))],
    ['of another tag', baseFrom([], '', params.replace('ena-exchange', 'annat'))],
    ['without a time', baseFrom([], '', params.replace('created=1767225600;', ''))],
    ['without a key', baseFrom([], '', params.replace('keyid="https://a.localhost#k";', ''))],
    ['without parameters', '"@method": GET'],
    ['that is empty', ''],
  ];
  for (const [name, base] of wrong) {
    it(`${name} is refused`, () => assert.equal(parseSignatureBase(base), undefined));
  }
});
