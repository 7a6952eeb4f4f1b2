import { allCalled, type PlanStanding } from './modules.ts';
import type { Standing } from './requirements.ts';

const server = (file: string, title: string) => ({
  file: `rooms/blocks/authorization/tests/${file}.test.ts`,
  title,
});
const provider = (file: string, title: string) => ({ file: `conformance/oidc/${file}.test.ts`, title });
const pushed = (title: string) => provider('pushed', title);
const request = (title: string) => provider('requests', title);
const ofRoom = (title: string) => ({ file: 'rooms/blocks/identity/tests/refusals.test.ts', title });

const noWhole =
  'No server here has both halves: the one for machines keeps FAPI 2.0 and has no authorization endpoint, the provider for persons keeps the Swedish profile and gives bearer tokens.';
const ecosystem = 'Of an ecosystem in another country, with consents, intents or purposes of its own.';
const jar =
  'Of message signing in FAPI 2.0; the provider takes request objects by the Swedish profile, which has RS256, and no bounds on nbf and exp for services that are registered.';

/** Of the server for machines where a module needs no person, else of the OpenID provider. */
const security: readonly Standing[] = [
  {
    ids: [
      'discovery-end-point-verification',
      'happy-flow',
      'ensure-mismatched-dpop-jkt-fails',
      'ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt',
      'ensure-token-endpoint-fails-with-mismatched-dpop-jkt',
      'ensure-dpopproof-at-par-endpoint-binding-success',
      'ensure-dpop-auth-code-binding-success',
      'ensure-unsigned-authorization-request-without-using-par-fails',
      'par-test-par-endpoint-url-as-audience-fails',
    ],
    notApplicable: noWhole,
  },
  {
    ids: [
      'australia-connectid-ensure-invalid-purpose-fails',
      'australia-connectid-test-claims-parameter-idtoken-identity-claims',
      'brazil-ensure-bad-payment-signature-fails',
      'ensure-server-handles-non-matching-intent-id',
    ],
    notApplicable: ecosystem,
  },
  { ids: ['user-rejects-authentication'], heldBy: ofRoom('a person who cancels is told to the client') },
  {
    ids: [
      'ensure-authorization-request-without-state-success',
      'ensure-authorization-request-without-nonce-success',
    ],
    heldBy: request('without nonce gets an ID token without one, without state an answer without one'),
  },
  {
    ids: ['ensure-authorization-request-with-64-char-nonce-success'],
    heldBy: request('a nonce of 64 characters'),
  },
  { ids: ['ensure-authorization-request-with-long-nonce'], heldBy: request('a nonce of 384 characters') },
  { ids: ['ensure-authorization-request-with-long-state'], heldBy: request('a long state') },
  { ids: ['ensure-other-scope-order-succeeds'], heldBy: request('scopes in another order') },
  {
    ids: ['test-claims-parameter-identity-claims'],
    heldBy: provider(
      'openid-client',
      'releases by the claims parameter what was asked for, where it was asked for',
    ),
  },
  {
    ids: ['access-token-type-header-case-sensitivity'],
    heldBy: server(
      'bound-token',
      'opens an API with a proof for the call, whatever the case of the scheme and the query',
    ),
  },
  {
    ids: [
      'check-dpop-proof-nbf-exp',
      'ensure-dpopproof-with-iat-10seconds-before-succeeds',
      'ensure-dpopproof-with-iat-10seconds-after-succeeds',
    ],
    heldBy: {
      file: 'conformance/fapi/machine.test.ts',
      title: 'a DPoP proof may be ten seconds off, and may say from when and until when it holds',
    },
  },
  {
    ids: ['dpop-negative-tests'],
    heldBy: server(
      'bound-token',
      'opens nothing with a proof that is missing, used, of another call, token, time or key',
    ),
  },
  {
    ids: [
      'ensure-different-nonce-inside-and-outside-request-object',
      'ensure-different-state-inside-and-outside-request-object',
    ],
    heldBy: pushed('says what holds: what stands beside it does not'),
  },
  {
    ids: ['state-only-outside-request-object-not-used'],
    heldBy: pushed('without state is answered without one, though one stands beside its address'),
  },
  {
    ids: ['ensure-request-object-without-redirect-uri-fails', 'ensure-redirect-uri-in-authorization-request'],
    heldBy: pushed('no address'),
  },
  {
    ids: ['ensure-registered-redirect-uri', 'plain-fapi-tolerate-unregistered-redirect-uri'],
    heldBy: pushed('an unregistered address'),
  },
  { ids: ['ensure-response-type-code-idtoken-fails'], heldBy: pushed('response_type code id_token') },
  { ids: ['ensure-response-type-token-fails'], heldBy: pushed('response_type token') },
  {
    ids: ['ensure-client-id-in-token-endpoint', 'ensure-client-assertion-in-token-endpoint'],
    heldBy: server(
      'client-assertion',
      'is the only proof: no secret, no bare client id, nobody else than it says',
    ),
  },
  {
    ids: ['ensure-holder-of-key-required'],
    heldBy: server('profiles', 'says whether a token must be bound, and for how long it lasts'),
  },
  {
    ids: ['ensure-authorization-code-is-bound-to-client', 'incorrect-pkce-code-verifier-rejected'],
    heldBy: provider(
      'tokens',
      'is the error invalid_grant for a wrong verifier, client, redirect address or code',
    ),
  },
  {
    ids: ['attempt-reuse-authorization-code-after-one-second'],
    heldBy: provider('tokens', 'comes once: with a second use the first token ends too'),
  },
  {
    ids: ['ensure-token-endpoint-fails-with-expired-auth-code', 'par-attempt-to-use-expired-request_uri'],
    heldBy: provider('expiry', 'a code and a pushed request are of no use when their minute has passed'),
  },
  {
    ids: ['ensure-signed-client-assertion-with-RS256-fails'],
    heldBy: server('profiles', 'says which algorithms a client may use'),
  },
  {
    ids: [
      'ensure-client-assertion-with-exp-is-5-minutes-in-past-fails',
      'ensure-client-assertion-with-wrong-aud-fails',
      'ensure-client-assertion-with-no-sub-fails',
    ],
    heldBy: server('client-assertion', 'is refused for every claim that is wrong'),
  },
  {
    ids: ['refresh-token'],
    heldBy: {
      file: 'conformance/fapi/answers.test.ts',
      title: 'is of no use without an assertion of its client, or to another',
    },
  },
  {
    ids: ['test-essential-acr-sca-claim'],
    heldBy: ofRoom('an essential level in the claims parameter binds as acr_values does'),
  },
  {
    ids: ['par-ensure-reused-request-uri-prior-to-auth-completion-succeeds', 'par-attempt-reuse-request_uri'],
    heldBy: pushed('opened twice before the log-in is done still logs in; after it, never again'),
  },
  {
    ids: [
      'par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted',
      'par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails',
    ],
    heldBy: pushed(
      'takes an assertion that begins a few seconds later, and none that begins in over a minute',
    ),
  },
  {
    ids: ['par-attempt-to-use-request_uri-for-different-client'],
    heldBy: pushed('is of no use to another service, nor without client_id, nor under another address'),
  },
  { ids: ['par-authorization-request-containing-request_uri-form-param'], heldBy: pushed('a request_uri') },
  { ids: ['par-attempt-invalid-http-method'], heldBy: pushed('by another method than POST is refused') },
  { ids: ['par-ensure-pkce-required'], heldBy: pushed('no PKCE') },
  { ids: ['par-plain-pkce-rejected'], heldBy: pushed('plain PKCE') },
  {
    ids: ['ensure-pkce-code-verifier-required'],
    heldBy: provider(
      'tokens',
      'is the error invalid_grant without the verifier, and invalid_request with one that is too short',
    ),
  },
  {
    ids: ['par-without-duplicate-parameters'],
    heldBy: pushed('logs a person in by client_id and request_uri alone'),
  },
  {
    ids: ['par-test-array-as-audience-fails', 'par-test-token-endpoint-url-as-audience-fails'],
    heldBy: server('profiles', 'says which audience an assertion may have'),
  },
];

const requestObjects: readonly Standing[] = [
  {
    ids: [
      'ensure-request-object-with-multiple-aud-succeeds',
      'ensure-request-object-with-nbf-8-seconds-in-the-future-is-accepted',
    ],
    heldBy: pushed('begins up to a few seconds later, names us among others, and holds numbers as numbers'),
  },
  {
    ids: [
      'ensure-request-object-without-exp-fails',
      'ensure-request-object-without-nbf-fails',
      'ensure-request-object-with-exp-over-60-fails',
      'ensure-request-object-with-nbf-over-60-fails',
      'ensure-signed-request-object-with-RS256-fails',
      'ensure-unsigned-request-at-par-endpoint-fails',
    ],
    notApplicable: jar,
  },
  {
    ids: [
      'australia-connectid-ensure-request-object-with-exp-over-10-fails',
      'australia-connectid-ensure-request-object-with-nbf-over-15-fails',
    ],
    notApplicable: ecosystem,
  },
  { ids: ['ensure-expired-request-object-fails'], heldBy: pushed('an end that has passed') },
  { ids: ['ensure-request-object-with-bad-aud-fails'], heldBy: pushed('another audience') },
  {
    ids: [
      'ensure-request-object-signature-algorithm-is-not-none',
      'ensure-request-object-with-invalid-signature-fails',
      'ensure-matching-key-in-authorization-request',
    ],
    heldBy: pushed('that another service signed, or nobody, is refused at once'),
  },
  {
    ids: ['par-authorization-request-containing-request_uri'],
    heldBy: pushed('a request_uri inside'),
  },
];

const noClient =
  'No program here is a client of FAPI 2.0: portal and provider log persons in by OpenID Connect with PKCE and bearer tokens; what a lying provider gets from them is tested in rooms/blocks/identity.';
const prefix = 'fapi2-security-profile-final-';

export const fapi2Plans: readonly PlanStanding[] = [
  { plan: 'FAPI2SPFinalTestPlan', modules: allCalled(prefix, security) },
  {
    plan: 'FAPI2MessageSigningFinalTestPlan',
    modules: allCalled(prefix, [...security, ...requestObjects]),
  },
  { plan: 'FAPI2SPFinalClientTestPlan', notApplicable: noClient },
  { plan: 'FAPI2MessageSigningFinalClientTestPlan', notApplicable: noClient },
];
