import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readOrganisationAnswer } from './vardefulla-datamangder.ts';

describe('the answer about an organisation', () => {
  const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

  it('is read as far as the registers have filled it in', () => {
    const organisation = {
      organisationsidentitet: { identitetsbeteckning: '2120001587' },
      organisationsnamn: { organisationsnamnLista: [{ namn: 'Åmåls kommun' }], fel: null },
      juridiskForm: { kod: '82', klartext: 'Kommuner' },
      organisationsdatum: { registreringsdatum: null, infortHosScb: '1972-01-01' },
      postadressOrganisation: null,
    };
    assert.deepEqual(readOrganisationAnswer(bytes({ organisationer: [organisation] })), {
      orgnr: '2120001587',
      name: 'Åmåls kommun',
      legalForm: 'Kommuner',
      registeredOn: '1972-01-01',
    });
  });

  it('is nothing where the registers know none', () => {
    const unknown = { organisationsidentitet: { identitetsbeteckning: '1' }, organisationsnamn: { fel: {} } };
    for (const value of [{ organisationer: [unknown] }, { organisationer: [] }, {}, null, 'x']) {
      assert.equal(readOrganisationAnswer(bytes(value)), undefined);
    }
  });
});
