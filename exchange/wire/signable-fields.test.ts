import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SignableFields } from './signable-fields.ts';

it('only fields that the exchange signs are seen, and they as they are at the time of asking', () => {
  const headers: Record<string, string | string[]> = {
    'ena-purpose': 'tillsyn på Öland',
    'content-type': 'application/json',
    signature: ['a', 'b'],
    cookie: 'x',
    date: 'nu',
  };
  const fields = new SignableFields(headers);
  assert.equal(fields.get('ena-purpose'), 'tillsyn på Öland');
  assert.deepEqual(fields.get('signature'), ['a', 'b']);
  headers['signature-input'] = 'ena=()';
  assert.equal(fields.get('signature-input'), 'ena=()');
  for (const name of ['cookie', 'date', 'ena-subject', 'constructor', '__proto__', 'toString', ''])
    assert.equal(fields.get(name), undefined, name);
});
