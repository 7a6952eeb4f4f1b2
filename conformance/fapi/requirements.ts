/**
 * What stands behind requirements of one kind: a test of ours, a reason why there is nothing to hold, or what is missing.
 * `as` tells how an installation must be set up for the test to speak for it.
 */
export type Standing = { readonly ids: readonly string[] } & (
  | { readonly heldBy: { readonly file: string; readonly title: string }; readonly as?: string }
  | { readonly notApplicable: string }
  | { readonly open: string }
);

const ownListener =
  'The hub takes TLS itself ("tls" of config.json) and its plain listener stays on loopback; how a proxy is set up is its operator’s matter, and nothing here tests it.';

/**
 * The requirements that the OpenID Foundation's tests name for FAPI 2.0 and for the RFCs it stands on, as far as they
 * concern an authorization server; this one serves machines only.
 */
export const requirements: readonly Standing[] = [
  {
    ids: [
      'DPOP-10',
      'DPOP-10.1',
      'FAPI2-SP-FINAL-5.3.2.1-11',
      'FAPI2-SP-FINAL-5.3.2.2',
      'FAPI2-SP-FINAL-5.3.2.2-1',
      'FAPI2-SP-FINAL-5.3.2.2-2',
      'FAPI2-SP-FINAL-5.3.2.2-2.1',
      'FAPI2-SP-FINAL-5.3.2.2-2.5',
      'FAPI2-SP-FINAL-5.3.2.2-2.7',
      'FAPI2-SP-FINAL-5.3.2.2-5',
      'FAPI2-SP-FINAL-5.3.2.2-6',
      'FAPI2-SP-FINAL-5.3.2.2-7',
      'FAPI2-SP-FINAL-5.3.2.2-9',
      'FAPI2-SP-FINAL-5.3.2.3',
      'FAPI2-SP-ID2-5.3.1.1-11',
      'FAPI2-SP-ID2-5.3.1.1-2',
      'FAPI2-SP-ID2-5.3.1.2',
      'FAPI2-SP-ID2-5.3.1.2-1',
      'FAPI2-SP-ID2-5.3.1.2-2',
      'FAPI2-SP-ID2-5.3.1.2-5',
      'FAPI2-SP-ID2-5.3.1.2-6',
      'FAPI2-SP-ID2-5.3.1.2-7',
      'FAPI2-SP-ID2-5.3.1.2-9',
      'FAPI2-SP-ID2-5.3.1.3',
      'RFC6749-3.1.1',
      'RFC6749-3.1.2',
      'RFC6749-4.1.1',
      'RFC6749-4.1.2',
      'RFC6749-4.1.2.1',
      'RFC6749-4.1.4',
      'RFC6749-4.2.2.1',
      'RFC6749A-A.5',
    ],
    notApplicable:
      'Of the authorization endpoint, its codes and PAR; this server has none, persons log in at the room identity (conformance/oidc/requirements.ts).',
  },
  {
    ids: ['DPOP-11', 'DPOP-4.2', 'DPOP-5'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/dpop.test.ts',
      title: 'binds the token to its key, once',
    },
  },
  {
    ids: ['DPOP-11.1', 'FAPI2-SP-ID2-5.3.2.1-14'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/dpop.test.ts',
      title: 'is refused for every claim that is wrong',
    },
  },
  {
    ids: ['DPOP-4.3', 'DPOP-4.3-12'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/bound-token.test.ts',
      title: 'opens nothing with a proof that is missing, used, of another call, token, time or key',
    },
  },
  {
    ids: ['DPOP-4.3-6', 'RFC9449-5'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/dpop.test.ts',
      title: 'is refused for every header that is wrong',
    },
  },
  {
    ids: [
      'DPOP-5.1',
      'FAPI2-4.3.1-9',
      'FAPI2-SP-FINAL-5.3.3.1-5',
      'FAPI2-SP-ID2-5.3.1.1-5',
      'RFC8414-3',
      'RFC8414-3.1',
      'RFC8414-3.2',
      'RFC8414-3.3',
      'RFC8414-6.2',
      'RFC8705-3.3',
    ],
    heldBy: {
      file: 'conformance/fapi/machine.test.ts',
      title: 'the metadata are complete, and name certificate-bound tokens',
    },
  },
  {
    ids: ['DPOP-7'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/bound-token.test.ts',
      title: 'opens an API with a proof for the call, whatever the case of the scheme and the query',
    },
  },
  {
    ids: ['DPOP-8.1'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'that demands a nonce names one of the allowed characters',
    },
  },
  {
    ids: ['FAPI2-IMP-2.1.1', 'FAPI2-IMP-2.2.1'],
    notApplicable: 'x-fapi-interaction-id is of FAPI ecosystems; here X-Request-Id and traceparent do that.',
  },
  {
    ids: [
      'FAPI2-MS-ID1-5.3.1-1',
      'FAPI2-MS-ID1-5.3.1-3',
      'FAPI2-MS-ID1-5.3.1-4',
      'FAPI2-MS-ID1-5.3.2-1',
      'FAPI2-MS-ID1-5.4.2-2',
    ],
    notApplicable: 'Of signed authorization requests; there is no authorization endpoint.',
  },
  {
    ids: [
      'FAPI2-SP-FINAL-5.2.1-1',
      'FAPI2-SP-FINAL-5.2.1-2.2',
      'FAPI2-SP-FINAL-5.2.1-3',
      'FAPI2-SP-FINAL-5.2.3-2',
      'FAPI2-SP-ID2-5.2.1-1',
      'FAPI2-SP-ID2-5.2.1-2',
      'FAPI2-SP-ID2-5.2.3-2',
    ],
    heldBy: {
      file: 'conformance/fapi/tls.test.ts',
      title: 'refuses every TLS older than 1.3, whatever ciphers are offered',
    },
    as: ownListener,
  },
  {
    ids: ['FAPI2-SP-FINAL-5.2.2', 'FAPI2-SP-ID2-5.2.2.1'],
    heldBy: {
      file: 'conformance/fapi/tls.test.ts',
      title: 'agrees on strong ciphers of TLS 1.3 only',
    },
    as: ownListener,
  },
  {
    ids: ['FAPI2-SP-FINAL-5.3.2.1-2.5.2.1', 'FAPI2-SP-FINAL-5.3.2.1-4', 'FAPI2-SP-ID2-5.3.1.1-4'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/profiles.test.ts',
      title: 'says whether a token must be bound, and for how long it lasts',
    },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.3.2.1-6', 'FAPI2-SP-ID2-5.3.1.1-6', 'RFC6749-3.2.1', 'RFC7523-2.2'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/client-assertion.test.ts',
      title: 'is the only proof: no secret, no bare client id, nobody else than it says',
    },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.3.2.1-8'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/profiles.test.ts',
      title: 'says which audience an assertion may have',
    },
  },
  {
    ids: [
      'FAPI2-SP-FINAL-5.3.3.2-2.3',
      'FAPI2-SP-FINAL-5.3.3.2-3',
      'FAPI2-SP-FINAL-5.3.3.2-6',
      'FAPI2-SP-ID2-5.3.2.2-3',
      'RFC6750-2.1',
    ],
    notApplicable: 'A duty of clients, not of the server.',
  },
  {
    ids: ['FAPI2-SP-FINAL-5.3.4-2', 'FAPI2-SP-ID2-5.3.3-2', 'FAPI2-SP-ID2-5.3.4-2', 'RFC6750-2'],
    heldBy: { file: 'conformance/fapi/machine.test.ts', title: 'a token in the address is no token' },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.4', 'FAPI2-SP-ID2-5.4'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/profiles.test.ts',
      title: 'says which algorithms a client may use',
    },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.4-1', 'FAPI2-SP-ID2-5.4-1'],
    heldBy: {
      file: 'conformance/fapi/metadata.test.ts',
      title: 'names the algorithms of FAPI and no others',
    },
  },
  {
    ids: [
      'FAPI2-SP-FINAL-5.4.1-2',
      'FAPI2-SP-FINAL-5.4.1-2.2.1',
      'FAPI2-SP-FINAL-5.4.1-2.3.1',
      'FAPI2-SP-FINAL-5.4.1-3',
      'FAPI2-SP-ID2-5.4-2',
      'FAPI2-SP-ID2-5.4-3',
    ],
    heldBy: { file: 'kernel/crypto/jwt-direct.test.ts', title: 'is refused with the reason' },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.4.1-4', 'FAPI2-SP-ID2-5.4-4', 'RFC6749-A.12'],
    heldBy: {
      file: 'conformance/fapi/machine.test.ts',
      title: 'a token is long, of the allowed characters, and no other is like it',
    },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.4.2', 'FAPI2-SP-FINAL-5.4.2-3', 'FAPI2-SP-ID2-5.6.3-3'],
    heldBy: {
      file: 'conformance/fapi/machine.test.ts',
      title: 'the published keys are public, and each has a kid of its own',
    },
  },
  {
    ids: ['FAPI2-SP-FINAL-5.4.3-2.3', 'FAPI2-SP-FINAL-5.4.3-3', 'FAPI2-SP-ID2-5.6.4-2.3.1'],
    heldBy: {
      file: 'kernel/crypto/jwt-direct.test.ts',
      title: 'finds the right key among several with its kid',
    },
  },
  {
    ids: ['RFC6749-1.5'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/for-a-user.test.ts',
      title: 'gives a new access token and is replaced',
    },
  },
  {
    ids: ['RFC6749-6'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'is of no use without an assertion of its client, or to another',
    },
  },
  {
    ids: ['RFC6749-10.10', 'RFC6749-A.17'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'cannot be guessed, and is of the allowed characters',
    },
  },
  {
    ids: ['RFC6749-2.3.1'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/operator.test.ts',
      title: 'takes id and secret both ways, and answers the scope exactly as asked',
    },
  },
  {
    ids: ['RFC6749-3.3'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'is the same for scopes in any order, and those that are announced are well-formed',
    },
  },
  {
    ids: ['RFC6749-5.1'],
    heldBy: { file: 'conformance/fapi/answers.test.ts', title: 'is JSON that nobody keeps' },
  },
  {
    ids: ['RFC6749-4.4.3'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/client-credentials.test.ts',
      title: 'a client proves itself and its token opens an API of the installation',
    },
  },
  {
    ids: ['RFC6749-5.2'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'that refuses has a status, an error and a sentence of the allowed characters',
    },
  },
  {
    ids: ['RFC6750-3.1'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'answers a wrong token 401, and one without the scope 403, with the error',
    },
  },
  {
    ids: ['RFC7523-3', 'RFC7523-3.2'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/client-assertion.test.ts',
      title: 'is refused for every claim that is wrong',
    },
  },
  {
    ids: ['RFC8414-2'],
    heldBy: {
      file: 'conformance/fapi/metadata.test.ts',
      title: 'names addresses by https only, below its issuer',
    },
  },
  {
    ids: ['RFC8705-2', 'RFC8705-2.1.2', 'RFC8705-2.2.2'],
    notApplicable:
      'Clients prove themselves by private_key_jwt, which FAPI 2.0 allows as well as mutual TLS.',
  },
  {
    ids: ['RFC8705-3'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/bound-token.test.ts',
      title: 'opens an API as a bearer token with that certificate and no other',
    },
  },
  {
    ids: ['RFC8705-5'],
    notApplicable: 'Aliases are named where the operator sets mutualTlsUrl; this hub has one host.',
  },
  {
    ids: ['RFC9396-2', 'RFC9396-5'],
    heldBy: {
      file: 'rooms/blocks/authorization/tests/client-assertion.test.ts',
      title: 'carries authorization details of the types that the client may use',
    },
  },
];
