import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { isEntityId } from './entity-id.ts';

const good = [
  'https://a.example',
  'https://a.example/b',
  'https://a.example:8443',
  'https://2120000829.sandbox.localhost',
];
const bad = [
  '',
  'http://a.example',
  'https://a.example/',
  'https://A.example',
  'https://a.example?x',
  'https://a.example/b#c',
  'https://user@a.example',
  'https://a.example:443',
  'https://a.example/../b',
  'https://å.example',
  'urn:x',
  `https://a.example/${'x'.repeat(255)}`,
];

for (const text of good) it(`takes ${text}`, () => assert.ok(isEntityId(text)));
for (const text of bad)
  it(`refuses ${text.slice(0, 40) || 'nothing'}`, () => assert.equal(isEntityId(text), false));

it('takes only text that the URL parser gives back unchanged, and never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string()),
      (text) => {
        if (!isEntityId(text)) return;
        assert.ok([text, `${text}/`].includes(new URL(text).href));
      },
    ),
  );
});
