import { allCalled, type PlanStanding } from '../fapi/modules.ts';
import type { Standing } from '../fapi/requirements.ts';

const here = (file: string, title: string) => ({ file: `conformance/oidc/${file}.test.ts`, title });
const request = (title: string) => here('requests', title);
const token = (title: string) => here('tokens', title);
const logOut = (title: string) => here('log-out', title);

const basic: readonly Standing[] = [
  {
    ids: ['server', 'ensure-request-with-valid-pkce-succeeds'],
    heldBy: here('oauth4webapi', 'goes through the whole log-in, and every check of the library holds'),
  },
  { ids: ['response-type-missing'], heldBy: request('no response_type') },
  {
    ids: ['idtoken-signature'],
    heldBy: token('says who, for whom, by whom, when and until when, and is signed by a published key'),
  },
  {
    ids: ['idtoken-unsigned'],
    notApplicable: 'No ID token goes out unsigned: none is not among the algorithms that are announced.',
  },
  {
    ids: ['userinfo-get', 'userinfo-post-header', 'userinfo-post-body'],
    heldBy: token('answers GET, and POST with the token in header or body, alike and signed'),
  },
  {
    ids: ['ensure-request-without-nonce-succeeds-for-code-flow'],
    heldBy: request('without nonce gets an ID token without one, without state an answer without one'),
  },
  {
    ids: ['scope-profile', 'scope-email', 'scope-address', 'scope-phone', 'scope-all'],
    notApplicable:
      'The scopes are those of the Swedish claims profile; profile, email, address and phone are not announced.',
  },
  { ids: ['alternate-happy-flow'], heldBy: request('in another order of its parameters is taken') },
  { ids: ['display-page'], heldBy: request('display=page') },
  { ids: ['display-popup'], heldBy: request('display=popup') },
  {
    ids: ['prompt-login', 'max-age-1'],
    heldBy: request('with prompt=login, or a max_age that has passed, asks anew, and says when it was'),
  },
  { ids: ['prompt-none-not-logged-in'], heldBy: request('prompt=none and no log-in') },
  {
    ids: ['prompt-none-logged-in'],
    heldBy: request('with prompt=none goes on without a page: same subject, same time of log-in'),
  },
  {
    ids: ['max-age-10000'],
    notApplicable:
      'Its second request has no prompt, which by the profile of Sweden Connect asks the person anew; with prompt=none a max_age that has not passed goes on.',
  },
  {
    ids: ['ensure-request-with-unknown-parameter-succeeds'],
    heldBy: request('a parameter that nobody knows'),
  },
  { ids: ['id-token-hint'], heldBy: request('with the ID token as a hint goes on for that person alone') },
  { ids: ['login-hint'], heldBy: request('a hint of who logs in') },
  { ids: ['ui-locales'], heldBy: request('a locale that nobody has') },
  { ids: ['claims-locales'], heldBy: request('locales of claims') },
  { ids: ['ensure-request-with-acr-values-succeeds'], heldBy: request('every level that is announced') },
  {
    ids: ['codereuse', 'codereuse-30seconds'],
    heldBy: token('comes once: with a second use the first token ends too'),
  },
  {
    ids: ['ensure-registered-redirect-uri'],
    heldBy: request(
      'of an unknown service, or to an unregistered address, shows a page and redirects nowhere',
    ),
  },
  { ids: ['ensure-post-request-succeeds'], heldBy: request('in a form is taken') },
  {
    ids: ['server-client-secret-post'],
    notApplicable: 'Services prove themselves by private_key_jwt alone; they have no secrets.',
  },
  {
    ids: ['request-uri-unsigned-supported-correctly-or-rejected-as-unsupported'],
    heldBy: request('a request_uri of its own'),
  },
  {
    ids: ['unsigned-request-object-supported-correctly-or-rejected-as-unsupported'],
    notApplicable:
      'Request objects are served, none is not among their algorithms, and an unsigned one is refused as invalid_request_object.',
  },
  {
    ids: ['claims-essential'],
    heldBy: here(
      'openid-client',
      'releases by the claims parameter what was asked for, where it was asked for',
    ),
  },
  {
    ids: ['ensure-request-object-with-redirect-uri'],
    heldBy: here('pushed', 'says what holds: what stands beside it does not'),
  },
  { ids: ['refresh-token'], notApplicable: 'The provider gives no refresh tokens.' },
];

const logouts: readonly Standing[] = [
  { ids: ['-discovery-endpoint-verification'], heldBy: logOut('is announced') },
  { ids: [''], heldBy: logOut('asks the person, ends the log-in, and leads back with the state') },
  { ids: ['-no-state'], heldBy: logOut('asks the person, ends the log-in, and leads back without a state') },
  { ids: ['-bad-post-logout-redirect-uri'], heldBy: logOut('an unregistered address') },
  { ids: ['-modified-id-token-hint'], heldBy: logOut('a hint without signature') },
  { ids: ['-bad-id-token-hint'], heldBy: logOut('a hint that another key signed') },
  { ids: ['-no-id-token-hint'], heldBy: logOut('no hint') },
  { ids: ['-no-params'], heldBy: logOut('no parameters') },
  { ids: ['-only-state'], heldBy: logOut('a state alone') },
  { ids: ['-no-post-logout-redirect-uri'], heldBy: logOut('no address to return to') },
  {
    ids: ['-query-added-to-post-logout-redirect-uri'],
    heldBy: logOut('a registered address with more in its query'),
  },
];

/** Towards the OpenID provider of the room identity. */
export const openidPlans: readonly PlanStanding[] = [
  { plan: 'OIDCCBasicTestPlan', modules: allCalled('oidcc-', basic) },
  {
    plan: 'OIDCCConfigTestPlan',
    modules: [
      {
        ids: ['oidcc-discovery-endpoint-verification'],
        heldBy: here('keys', 'have all that must be there, and addresses below the issuer'),
      },
    ],
  },
  { plan: 'OIDCCRpInitiatedLogoutTestPlan', modules: allCalled('oidcc-rp-initiated-logout', logouts) },
];
