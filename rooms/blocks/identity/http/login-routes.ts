import type { Route } from '@ena/kernel/http/route.ts';
import { Type } from 'typebox';
import { ownLogin } from '../wire/own-log-in.ts';
import { showLogin, submitLogin } from './login/handlers.ts';
import { returnFromUpstream } from './login/return.ts';
import { readOwnLogin } from './own-log-in.ts';
import { refusalPage } from './pages/refusal.ts';
import { style } from './pages/style.ts';
import { form } from './rules.ts';
import type { Tools } from './tools.ts';

const page = {
  auth: { kind: 'public', why: 'The log-in page itself; the interaction cookie binds it to one browser.' },
  audit: { record: 'always' },
  renderProblem: refusalPage,
} as const satisfies Partial<Route>;

const uid = Type.Object({ uid: Type.String({ pattern: '^[A-Za-z0-9_-]{10,64}$' }) });
const language = Type.Object({ lang: Type.Optional(Type.String({ maxLength: 10 })) });
const field = Type.String({ maxLength: 100 });
const choice = Type.Object(
  { method: field, person: Type.Optional(field), level: Type.Optional(field) },
  { additionalProperties: false },
);

/** The pages on which a person logs in. */
export function loginRoutes(tools: Tools): readonly Route[] {
  return [
    {
      ...page,
      operation: 'showLogin',
      method: 'GET',
      path: '/identity/login/:uid',
      limit: { bodyBytes: 0, perMinute: 300 },
      schema: { params: uid, query: language },
      summary: 'The page on which a person chooses how to log in',
      handler: (request) => showLogin(request, tools),
    },
    {
      ...page,
      operation: 'submitLogin',
      method: 'POST',
      path: '/identity/login/:uid',
      limit: { bodyBytes: 4096, perMinute: 120 },
      consumes: [form],
      schema: { params: uid, query: language, body: choice },
      summary: 'Takes the choice of the log-in page',
      handler: (request) => submitLogin(request, tools),
    },
    ...aroundLogin(tools),
  ];
}

function aroundLogin(tools: Tools): readonly Route[] {
  return [
    {
      operation: 'readOwnLogin',
      method: 'GET',
      path: '/identity/v1/own-log-in',
      auth: { kind: 'person', scope: 'identity:me', loa: 2 },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'always' },
      schema: { replies: { 200: ownLogin } },
      summary: 'What the token of a person says of the log-in it belongs to',
      handler: readOwnLogin,
    },
    {
      ...page,
      operation: 'returnFromUpstream',
      method: 'GET',
      path: '/identity/upstream/callback',
      limit: { bodyBytes: 0, perMinute: 300 },
      summary: 'Takes a person back from an upstream provider',
      handler: (request) => returnFromUpstream(request, tools),
    },
    {
      operation: 'readClientKeys',
      method: 'GET',
      path: '/identity/client-jwks',
      auth: { kind: 'public', why: 'Public keys with which this room proves itself to upstream providers.' },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'never', why: 'A public document about no one.' },
      summary: 'The keys of this room as a client of upstream providers',
      handler: async () => ({
        status: 200,
        body: { keys: tools.clientKeys.all.map((key) => key.publicJwk) },
      }),
    },
    {
      operation: 'readStyle',
      method: 'GET',
      path: '/identity/page.css',
      auth: { kind: 'public', why: 'A style sheet, the same for everyone.' },
      limit: { bodyBytes: 0, perMinute: 600 },
      audit: { record: 'never', why: 'A public document about no one.' },
      summary: 'The style sheet of the log-in pages',
      handler: async () => ({
        status: 200,
        contentType: 'text/css; charset=utf-8',
        headers: { 'cache-control': 'public, max-age=300' },
        body: style,
      }),
    },
  ];
}
