import type { Standing } from '../fapi/requirements.ts';

const here = (file: string, title: string) => ({ file: `conformance/oidc/${file}.test.ts`, title });
const room = (file: string, title: string) => ({
  file: `rooms/blocks/identity/tests/${file}.test.ts`,
  title,
});

/**
 * The requirements that the OpenID Foundation's tests name for OpenID Connect Core (OIDCC), pushed requests (PAR), PKCE
 * (RFC 7636) and keys and tokens (RFC 7517 to 7519), towards the OpenID provider of the room identity.
 */
export const requirements: readonly Standing[] = [
  {
    ids: ['OIDCC-2', 'OIDCC-3.1.3.7', 'RFC7519-4.1.6'],
    heldBy: here(
      'tokens',
      'says who, for whom, by whom, when and until when, and is signed by a published key',
    ),
  },
  {
    ids: ['OIDCC-3', 'RFC7636-4.3'],
    heldBy: here('openid-client', 'discovers what the profile requires'),
  },
  {
    ids: ['OIDCC-3.1.2.1'],
    heldBy: here(
      'requests',
      'of an unknown service, or to an unregistered address, shows a page and redirects nowhere',
    ),
  },
  {
    ids: ['OIDCC-3.1.2.3'],
    heldBy: here('requests', 'prompt=none with max_age=0'),
  },
  {
    ids: ['OIDCC-3.1.2.5'],
    heldBy: here(
      'requests',
      'is answered in the query, with code, state and issuer, and nothing in the fragment',
    ),
  },
  {
    ids: ['OIDCC-3.1.2.6'],
    heldBy: here('requests', 'a request that is refused by an error of the protocol, with its state'),
  },
  {
    ids: ['OIDCC-3.3.2.6'],
    heldBy: here('requests', 'response_type code id_token'),
  },
  {
    ids: ['OIDCC-3.1.3.2', 'OIDCC-3.1.3.4', 'RFC7636-4.6'],
    heldBy: here(
      'tokens',
      'is the error invalid_grant for a wrong verifier, client, redirect address or code',
    ),
  },
  {
    ids: ['OIDCC-3.1.3.3'],
    heldBy: here(
      'tokens',
      'is JSON that nobody keeps, with a bearer token and an ID token, and no refresh token',
    ),
  },
  {
    ids: [
      'OIDCC-3.1.3.7-2',
      'OIDCC-3.1.3.7-3',
      'OIDCC-3.1.3.7-6',
      'OIDCC-3.1.3.7-7',
      'OIDCC-3.1.3.7-8',
      'OIDCC-3.1.3.7-9',
      'OIDCC-3.1.3.7-10',
      'OIDCC-3.1.3.7-11',
      'OIDCC-3.1.3.7-12',
    ],
    notApplicable: 'A duty of relying parties, not of the provider.',
  },
  {
    ids: [
      'OIDCC-3.2.2.1',
      'OIDCC-3.2.2.5',
      'OIDCC-3.2.2.11',
      'OIDCC-3.3.2-10',
      'OIDCC-3.3.2.5',
      'OIDCC-3.3.2.9',
      'OIDCC-3.3.2.10',
      'OIDCC-3.3.2.11',
      'OIDCC-3.3.3.3',
      'OIDCC-3.3.3.6',
    ],
    notApplicable: 'Of the implicit and hybrid flows; the provider serves the code flow alone.',
  },
  {
    ids: ['OIDCC-4'],
    notApplicable:
      'The provider starts no log-ins at a service: initiate_login_uri is no metadata of its clients.',
  },
  {
    ids: ['OIDCC-5.1', 'OIDCC-5.3.1'],
    heldBy: here('tokens', 'answers GET, and POST with the token in header or body, alike and signed'),
  },
  {
    ids: ['OIDCC-5.3.2'],
    heldBy: here('oauth4webapi', 'goes through the whole log-in, and every check of the library holds'),
  },
  {
    ids: ['OIDCC-5.4'],
    heldBy: here('tokens', 'holds no claims of a scope whose claims UserInfo tells'),
  },
  {
    ids: ['OIDCC-5.5', 'OIDCC-5.5.1'],
    heldBy: here(
      'openid-client',
      'releases by the claims parameter what was asked for, where it was asked for',
    ),
  },
  {
    ids: ['OIDCC-5.5.1.1'],
    heldBy: room('refusals', 'an essential level in the claims parameter binds as acr_values does'),
  },
  {
    ids: ['OIDCC-5.6.2'],
    notApplicable: 'Of aggregated and distributed claims; the provider announces normal claims alone.',
  },
  {
    ids: ['OIDCC-6.1'],
    heldBy: here('openid-client', 'takes a signed request object'),
  },
  {
    ids: ['OIDCC-6.2'],
    heldBy: here('requests', 'a request_uri of its own'),
  },
  {
    ids: ['OIDCC-6.3.2'],
    heldBy: room(
      'refusals',
      'a request object that is unsigned, of another key, for another server or expired',
    ),
  },
  {
    ids: ['OIDCC-9'],
    heldBy: room(
      'refusals',
      'a client assertion that does not hold: key, audience, time, subject, replay, algorithm',
    ),
  },
  {
    ids: ['OIDCC-10.1', 'RFC7517-1.1', 'RFC7517-4', 'RFC7517-4.5', 'RFC7518-6.3.2.1'],
    heldBy: here('keys', 'are public halves alone, each well-formed, with a use and a kid that no other has'),
  },
  {
    ids: ['OIDCC-10.1.1'],
    heldBy: room(
      'provider-keys',
      'the next keys are published before they sign, and the old ones after; nothing is restarted',
    ),
  },
  {
    ids: ['OIDCC-10.2', 'OIDCC-10.2.1'],
    heldBy: here('keys', 'names the key of the service that it is sealed to'),
  },
  {
    ids: ['OIDCC-11', 'OIDCC-12.2'],
    notApplicable: 'Of refresh tokens; the provider gives none, and offers no scope offline_access.',
  },
  {
    ids: ['OIDCC-13.3'],
    heldBy: here(
      'pushed',
      'begins up to a few seconds later, names us among others, and holds numbers as numbers',
    ),
  },
  {
    ids: ['OIDCC-15.1'],
    heldBy: here('requests', 'a request that is taken as any other'),
  },
  {
    ids: ['OIDCC-15.2'],
    notApplicable:
      'Of providers with dynamic registration; clients are registered by the operator or the federation.',
  },
  {
    ids: ['PAR-2'],
    heldBy: here(
      'pushed',
      'needs an assertion of its client, for the issuer, the token endpoint or this endpoint',
    ),
  },
  {
    ids: ['PAR-2.1', 'PAR-2.1-2'],
    heldBy: here('pushed', 'a request_uri'),
  },
  {
    ids: ['PAR-2.1-3', 'PAR-2.4'],
    heldBy: here('pushed', 'an unregistered address'),
  },
  {
    ids: ['PAR-2.2', 'PAR-7.1'],
    heldBy: here(
      'pushed',
      'is answered 201 with an address that lives shortly and cannot be guessed, each time another',
    ),
  },
  {
    ids: ['PAR-2.2.1'],
    heldBy: here(
      'pushed',
      'is of no use to another service, nor without client_id, nor under another address',
    ),
  },
  {
    ids: ['PAR-2.3'],
    heldBy: here('pushed', 'a pushed request that is refused at once'),
  },
  {
    ids: ['PAR-3'],
    heldBy: here('pushed', 'says what holds: what stands beside it does not'),
  },
  {
    ids: ['PAR-3-3', 'RFC7519-4.1.1', 'RFC7519-4.1.3', 'RFC7519-4.1.4', 'RFC7519-4.1.5'],
    heldBy: here('pushed', 'a pushed request object that is refused at once'),
  },
  {
    ids: ['PAR-4'],
    heldBy: here('pushed', 'logs a person in by client_id and request_uri alone'),
  },
  {
    ids: ['PAR-5'],
    heldBy: here('pushed', 'name the endpoint, and do not demand that requests are pushed'),
  },
  {
    ids: ['PAR-7.3'],
    heldBy: here('pushed', 'opened twice before the log-in is done still logs in; after it, never again'),
  },
  {
    ids: ['RFC7517-9.2'],
    heldBy: room('clients', 'what cannot be served is refused with the reason'),
  },
  {
    ids: ['RFC7518-3.3', 'RFC7518-3.4'],
    heldBy: here('keys', 'are long enough: RSA of 2048 bits at least, EC on P-256'),
  },
  {
    ids: ['RFC7518-3.5'],
    notApplicable: 'Of PS256 and its kin; the provider signs with RS256 and ES256.',
  },
  {
    ids: ['RFC7636-4.1', 'RFC7636-4.2'],
    notApplicable: 'How a client makes its verifier and challenge.',
  },
  {
    ids: ['RFC7636-4.4.1'],
    heldBy: here('requests', 'no PKCE'),
  },
  {
    ids: ['RFC7636-4.5', 'RFC7636-7.1'],
    heldBy: here(
      'tokens',
      'is the error invalid_grant without the verifier, and invalid_request with one that is too short',
    ),
  },
];
