const åsa = { kind: 'person', id: '198101052382', name: 'Öberg', givenName: 'Åsa' };

/** A proposal as the examples of the API show it. */
export const proposalExample = {
  id: '0b9a6f5e-3f57-4a3c-8c55-7f6f5f0f2b11',
  state: 'signing',
  terms: {
    template: { id: '5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa', version: 1 },
    title: 'Sköta bygglov',
    description: 'Ansöka om lov och ta emot beslut i byggärenden.',
    relyingParty: { id: '2120000829', name: 'Karlskrona kommun' },
    grantor: åsa,
    grantorRole: 'private',
    holders: [{ kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' }],
    permissions: [{ code: 'lov-ansok', title: 'Ansöka om lov' }],
    limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
    validFrom: '2026-11-22',
    validTo: '2027-11-22',
    mayDelegate: false,
  },
  creator: åsa,
  createdAt: '2026-11-22T12:00:00+01:00',
  lapsesAt: '2027-02-20T12:00:00+01:00',
  signatories: [{ kind: 'person', person: åsa }],
  needed: 1,
  signatures: [],
  remaining: { count: 1, persons: [åsa] },
  revision: 2,
  mayDo: ['sign', 'withdraw'],
};

/** The words that ask for it. */
export const wantedExample = {
  template: '5a0f7a9e-6b1c-4f83-9d0e-3a52f1f0c7aa',
  grantorRole: 'private',
  holders: [{ kind: 'organisation', id: '5561929323' }],
  permissions: ['lov-ansok'],
  limits: [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }],
  validFrom: '2026-11-22',
  validTo: '2027-11-22',
  mayDelegate: false,
};
