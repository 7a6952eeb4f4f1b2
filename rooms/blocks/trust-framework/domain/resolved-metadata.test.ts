import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ofTypes } from './resolved-metadata.ts';

it('keeps only the entity types asked for, all where none is named', () => {
  const metadata = { ena_connector: { title: 'Åre' }, federation_entity: { organization_name: 'Östersund' } };
  assert.deepEqual(ofTypes(metadata, ['ena_connector']), { ena_connector: { title: 'Åre' } });
  assert.deepEqual(ofTypes(metadata, ['openid_provider']), {});
  assert.equal(ofTypes(metadata, []), metadata);
});
