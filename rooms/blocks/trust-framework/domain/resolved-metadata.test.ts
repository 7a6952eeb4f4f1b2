import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ofTypes, resolveMetadata } from './resolved-metadata.ts';

const own = { ena_connector: { orgnr: '1', exchange_endpoint: 'e' }, federation_entity: { contacts: ['å'] } };
const superior = { ena_connector: { orgnr: '2' }, federation_entity: { organization_name: 'Ö' } };

it('takes the superior at its word, parameter by parameter', () => {
  assert.deepEqual(resolveMetadata(own, superior), {
    ena_connector: { orgnr: '2', exchange_endpoint: 'e' },
    federation_entity: { contacts: ['å'], organization_name: 'Ö' },
  });
});

it('keeps the types asked for, and all where none is', () => {
  assert.deepEqual(Object.keys(ofTypes(own, ['ena_connector', 'other'])), ['ena_connector']);
  assert.equal(ofTypes(own, []), own);
});
