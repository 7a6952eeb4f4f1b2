import type { ContractClient } from '../domain/contract-client.ts';
import type { IdTokenIssuer } from '../domain/id-token.ts';

/** The client that every published sample of Mina ombud falls back to; in the sandbox only. */
export const sampleRelyingParties: ContractClient = {
  clientId: 'mina-ombud-sample',
  relyingParties: ['2120000829', '2120002411'],
  active: true,
};

/** Who makes the samples' id tokens: the public half of a key whose private half is published with them. */
export const sampleIssuer: IdTokenIssuer = {
  issuer: 'http://localhost',
  audiences: ['mina-ombud'],
  keys: {
    kind: 'set',
    jwks: {
      keys: [
        {
          kty: 'RSA',
          use: 'sig',
          kid: 'bBHb3Y3hFo3cJ4c_6h4vnB2cyCcEEMesIjEGgeRZ8Rk',
          e: 'AQAB',
          n: '1R-J4dp3erKsSpM8FBOi5EcBvOiOi-GTU7zJ-oZi3VYSlgmOnzn48erx2TqgqlD7wTuutxfKYt6Z4QEA_qOeqp0nkish7symQSbVCRQyKgI_dITghxwYbY5EdcCH4Rr6tzOwLlaoJ4poV7hqmbVJAPGYqGTDhzxFh3Dnt8D40E_gZjxG4fQHlAGDM4b0r9AcnJKB82tN0GbNzL6G14jcpxWsdBsITlPxzChrFIlpLqgnF-bqNe9Deju9faUwCVjl4xxFADI9F2-4fUcKEWPjiLi-dqDgf5GTntD0hvnPdN9rKbmY-STQoqJnb-nQWfO61W71bgiitlnKbEggZ4f9Rw',
        },
      ],
    },
  },
  allowMissingExp: true,
  test: true,
};
