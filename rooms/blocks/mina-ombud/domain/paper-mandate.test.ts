import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PaperTerms, paperFaults, paperMandate } from './paper-mandate.ts';
import type { Template } from './template.ts';

const today = '2026-11-22';
const åsa = { kind: 'person', id: '198101052382', name: 'Ångström', givenName: 'Åsa' } as const;
const örjan = { kind: 'person', id: '199103302387', name: 'Öberg', givenName: 'Örjan' } as const;
const handler = { kind: 'person', id: '197705232382', name: 'Ärlig', givenName: 'Maj' } as const;
const firm = { kind: 'organisation', id: '5564362068', name: 'Åkeriet AB' } as const;

const template: Template = {
  id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a',
  version: 2,
  owner: '2120000829',
  state: 'published',
  revision: 4,
  content: {
    title: 'Hemtjänst',
    description: 'Företräda i ärenden om hemtjänst',
    grantorRoles: ['private', 'organisation'],
    holderRoles: ['person'],
    permissions: [
      { code: 'hemtjanst-las', title: 'Läsa', obligatory: true },
      { code: 'hemtjanst-ansok', title: 'Ansöka', obligatory: false },
    ],
    longestMonths: 24,
    endRequired: true,
    mayDelegate: false,
    limits: [],
    byLaw: [],
  },
};

const terms: PaperTerms = {
  grantor: åsa,
  grantorRole: 'private',
  holders: [örjan],
  codes: ['hemtjanst-las'],
  limits: [],
  validFrom: '2026-11-10',
  validTo: '2027-11-09',
  mayDelegate: false,
  signers: [åsa],
  signedOn: '2026-11-09',
  documentHash: 'a'.repeat(64),
};

const rows: readonly (readonly [string, Partial<PaperTerms>, readonly string[]])[] = [
  ['a mandate that began before it was registered', {}, []],
  ['one that begins later', { validFrom: '2026-12-01' }, []],
  ['one that begins on the day it was signed', { validFrom: '2026-11-09' }, []],
  ['one that begins before it was signed', { validFrom: '2026-11-08' }, ['/validFrom wrong-day']],
  ['one that is over', { validTo: '2026-11-21' }, ['/validTo wrong-day']],
  ['one signed tomorrow', { signedOn: '2026-11-23', validFrom: '2026-11-23' }, ['/signedOn wrong-day']],
  ['one signed on no day', { signedOn: '2026-02-29' }, ['/signedOn wrong-day']],
  [
    'one without the last day that the template demands',
    { validTo: undefined as never },
    ['/validTo end-missing'],
  ],
  ['one longer than the template allows', { validTo: '2028-11-11' }, ['/validTo too-long']],
  [
    'one without an obligatory permission',
    { codes: ['hemtjanst-ansok'] },
    ['/permissions permission-obligatory'],
  ],
  ['one that nobody signed', { signers: [] }, ['/signers signer-missing']],
  ['a private one that someone else signed', { signers: [örjan] }, ['/signers signer-missing']],
  ['a private one that two signed', { signers: [åsa, örjan] }, ['/signers signer-missing']],
  [
    'an organisation’s, signed by two',
    { grantor: firm, grantorRole: 'organisation', signers: [åsa, örjan] },
    [],
  ],
  [
    'an organisation’s, signed twice by one',
    { grantor: firm, grantorRole: 'organisation', signers: [åsa, åsa] },
    ['/signers signer-missing'],
  ],
  ['one whose holder is the case handler', { holders: [handler] }, [' own-matter']],
];

for (const [what, change, expected] of rows) {
  test(`on paper: ${what}: ${expected.join(', ') || 'fits the template'}`, () => {
    const faults = paperFaults({ ...terms, ...change }, template, handler, today);
    assert.deepEqual(
      faults.map(({ pointer, kind }) => `${pointer} ${kind}`),
      expected,
    );
  });
}

test('the mandate says who signed on paper, who registered it, and which document it is', () => {
  const given = { id: 'id', reference: 'MOP0000000001', at: 2, signedAt: 1 };
  const mandate = paperMandate(
    terms,
    template,
    { id: '2120000829', name: 'Karlskrona kommun' },
    handler,
    given,
  );
  assert.deepEqual(mandate.basis, { kind: 'paper', documentHash: 'a'.repeat(64), handler });
  assert.deepEqual(mandate.signatures, [{ person: åsa, at: 1 }]);
  assert.deepEqual(mandate.permissions, [{ code: 'hemtjanst-las', title: 'Läsa' }]);
  assert.deepEqual([mandate.creator, mandate.template.version], [handler, 2]);
});
