/** Who acts for the sandbox's own two organisations from the start: test persons whom its log-in offers. */
export const sandboxContacts = [
  {
    organisationNumber: '2120000829', // Karlskrona kommun
    person: { personalNumber: '197811062384', name: 'Märta Exempelsson' },
    email: 'registrator@karlskrona.example',
  },
  {
    organisationNumber: '2021005489', // Bolagsverket
    person: { personalNumber: '197708162396', name: 'Nils Testsson' },
    email: 'registrator@bolagsverket.example',
  },
] as const;
