import type { Route } from '@ena/kernel/http/route.ts';
import { formAsQuery, viaProvider } from './provider-handlers.ts';
import { readProviderKeys, readSignatureKeys } from './public-keys.ts';
import { form, protocolRefusal, signingRequestBytes } from './rules.ts';
import type { Tools } from './tools.ts';

const browser = {
  auth: { kind: 'public', why: 'A person’s browser on its way to log in or out; nobody is known yet.' },
  limit: { bodyBytes: 0, perMinute: 300 },
  audit: { record: 'always' },
  renderProblem: protocolRefusal,
} as const satisfies Partial<Route>;

const posted = { limit: { bodyBytes: 65_536, perMinute: 300 }, consumes: [form] } as const;

const document = {
  method: 'GET',
  auth: { kind: 'public', why: 'What a relying party must know before it can ask.' },
  limit: { bodyBytes: 0, perMinute: 600 },
  audit: { record: 'never', why: 'A public document about no one.' },
} as const satisfies Partial<Route>;

/** The endpoints of the OpenID provider; the issuer is `/identity`. */
export function providerRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...document,
      operation: 'readProvider',
      path: '/identity/.well-known/openid-configuration',
      summary: 'The metadata of the OpenID provider',
      handler: (request) => viaProvider(tools, 'GET', '/.well-known/openid-configuration', request),
    },
    {
      ...document,
      operation: 'readProviderKeys',
      path: '/identity/jwks',
      summary: 'The keys that ID tokens, UserInfo and access tokens are signed with',
      handler: (request) => readProviderKeys(request, tools),
    },
    {
      ...document,
      operation: 'readSignatureKeys',
      path: '/identity/signature-keys',
      summary: 'Every key that ever signed an e-signature here',
      handler: () => readSignatureKeys(tools),
    },
    {
      ...browser,
      operation: 'authorize',
      method: 'GET',
      path: '/identity/auth',
      summary: 'Begins a log-in that a relying party asks for',
      handler: (request) => viaProvider(tools, 'GET', '/auth', request),
    },
    {
      ...browser,
      operation: 'authorizeByForm',
      method: 'POST',
      path: '/identity/auth',
      limit: { bodyBytes: signingRequestBytes, perMinute: 300 },
      consumes: [form],
      summary: 'Begins a log-in, the request in a form',
      handler: (request) => formAsQuery(tools, '/auth', request),
    },
    {
      ...browser,
      operation: 'resumeAuthorization',
      method: 'GET',
      path: '/identity/auth/:uid',
      summary: 'Takes the person back to the relying party after the log-in',
      handler: (request) =>
        viaProvider(tools, 'GET', `/auth/${encodeURIComponent(request.params.uid)}`, request),
    },
    ...tokenRoutes(tools),
    ...logoutRoutes(tools),
  ];
}

function tokenRoutes(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'pushAuthorization',
      method: 'POST',
      path: '/identity/par',
      auth: { kind: 'self-signed', why: 'The client assertion (private_key_jwt) proves who the client is.' },
      limit: { bodyBytes: signingRequestBytes, perMinute: 600 },
      audit: { record: 'always' },
      consumes: [form],
      renderProblem: protocolRefusal,
      summary: 'Takes a log-in request from its client, for an address that is short and tells nothing',
      handler: (request) => viaProvider(tools, 'POST', '/par', request),
    },
    {
      operation: 'issueTokens',
      method: 'POST',
      path: '/identity/token',
      auth: { kind: 'self-signed', why: 'The client assertion (private_key_jwt) proves who the client is.' },
      limit: { bodyBytes: 65_536, perMinute: 600 },
      audit: { record: 'always' },
      consumes: [form],
      renderProblem: protocolRefusal,
      summary: 'Exchanges an authorization code for tokens',
      handler: (request) => viaProvider(tools, 'POST', '/token', request),
    },
    {
      operation: 'readUserInfo',
      method: 'GET',
      path: '/identity/userinfo',
      auth: { kind: 'self-signed', why: 'The access token is one of this provider, which checks it itself.' },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'always' },
      renderProblem: protocolRefusal,
      summary: 'Claims about the person, signed',
      handler: (request) => viaProvider(tools, 'GET', '/userinfo', request),
    },
    {
      operation: 'readUserInfoByForm',
      method: 'POST',
      path: '/identity/userinfo',
      auth: { kind: 'self-signed', why: 'The access token is one of this provider, which checks it itself.' },
      limit: { bodyBytes: 16_384, perMinute: 600 },
      audit: { record: 'always' },
      consumes: [form],
      renderProblem: protocolRefusal,
      summary: 'Claims about the person, signed; asked by POST',
      handler: (request) => viaProvider(tools, 'POST', '/userinfo', request),
    },
  ];
}

/** OpenID Connect RP-Initiated Logout 1.0. */
function logoutRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...browser,
      operation: 'askToLogOut',
      method: 'GET',
      path: '/identity/session/end',
      summary: 'Asks the person whether to log out',
      handler: (request) => viaProvider(tools, 'GET', '/session/end', request),
    },
    {
      ...browser,
      ...posted,
      operation: 'askToLogOutByForm',
      method: 'POST',
      path: '/identity/session/end',
      summary: 'Asks the person whether to log out, the request in a form',
      handler: (request) => formAsQuery(tools, '/session/end', request),
    },
    {
      ...browser,
      ...posted,
      operation: 'logOut',
      method: 'POST',
      path: '/identity/session/end/confirm',
      summary: 'Logs the person out and ends their log-ins',
      handler: (request) => viaProvider(tools, 'POST', '/session/end/confirm', request),
    },
    {
      ...browser,
      operation: 'readLoggedOut',
      method: 'GET',
      path: '/identity/session/end/success',
      summary: 'Says that the person is logged out',
      handler: (request) => viaProvider(tools, 'GET', '/session/end/success', request),
    },
  ];
}
