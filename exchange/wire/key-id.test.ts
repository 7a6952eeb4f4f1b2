import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { claimedKey, kidOf, parseKeyId, renderKeyId } from './key-id.ts';

describe('a key id on the wire', () => {
  it('names an entity and one of its keys', () => {
    assert.deepEqual(parseKeyId('https://2120000829.sandbox.localhost#kid_1-A'), {
      entityId: 'https://2120000829.sandbox.localhost',
      kid: 'kid_1-A',
    });
  });

  for (const bad of [
    '',
    '#',
    'https://x',
    'https://x#',
    '#kid',
    'http://x#kid',
    'https://x#a#b',
    'https://x y#kid',
    'https://x"#kid',
    'https://x#kåd',
    `https://x#${'a'.repeat(129)}`,
    `https://${'x'.repeat(600)}#a`,
  ]) {
    it(`is not ${JSON.stringify(bad.slice(0, 40))}`, () => assert.equal(parseKeyId(bad), undefined));
  }

  it('is read as it was written', () => {
    fc.assert(
      fc.property(
        fc.webUrl({ validSchemes: ['https'] }).filter((url) => !/[#"\\\s]/.test(url)),
        fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/),
        (entityId, kid) => {
          assert.deepEqual(parseKeyId(renderKeyId(entityId, kid)), { entityId, kid });
        },
      ),
    );
  });

  it('names a key of one entity only, also where one name begins as another', () => {
    assert.equal(kidOf('https://x.example#k', 'https://x.example'), 'k');
    for (const other of [
      'https://x.exampl',
      'https://x.example#',
      'https://y.example',
      'https://x.example#k',
    ])
      assert.equal(kidOf('https://x.example#k', other), undefined, other);
  });

  it('is found in a Signature-Input, and is nothing where there is none', () => {
    assert.deepEqual(claimedKey('ena=("@method");created=1;keyid="https://x.example#k";tag="ena-exchange"'), {
      entityId: 'https://x.example',
      kid: 'k',
    });
    for (const none of [undefined, '', 'ena=()', 'ena=();keyid=https', 'ena=();keyid="utan grind"'])
      assert.equal(claimedKey(none), undefined);
  });
});
