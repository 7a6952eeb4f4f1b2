import type { TSchema } from 'typebox';
import type { Api } from './api.ts';
import { consumedTypes } from './body.ts';
import { problemSchema } from './problem-schema.ts';
import { refusals } from './refusals.ts';
import type { AuthRule, Route } from './route.ts';

type Json = { readonly [name: string]: unknown };

/** OpenAPI 3.1 of the routes under one base path; what the tables say and nothing else. */
export function openApiDocument(api: Api, routes: readonly Route[], publicUrl: string): Json {
  const own = routes.filter((route) => route.path.startsWith(`${api.basePath}/`));
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of own) {
    const path = templated(route.path.slice(api.basePath.length));
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: info(api),
    externalDocs: { url: api.documentation, description: 'Dokumentation. Documentation.' },
    servers: [{ url: `${publicUrl}${api.basePath}` }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      responses: problemResponses(),
      securitySchemes: securitySchemes(own, publicUrl),
    },
  };
}

function info(api: Api): Json {
  return {
    title: api.name,
    version: api.version,
    description: api.description,
    contact: { name: 'Ena', email: 'ena@example.org', url: api.documentation },
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
  };
}

/** `/dokument/:dokumentId` → `/dokument/{dokumentId}`. */
function templated(path: string): string {
  return path.replaceAll(/:([A-Za-z0-9_]+)/g, '{$1}');
}

function operation(route: Route): Json {
  const security = securityOf(route.auth);
  return {
    operationId: route.operation.split(' ')[0],
    summary: route.summary,
    description: `${route.summary}.`,
    ...(security === undefined ? {} : { security }),
    ...nonEmpty('parameters', [...pathParameters(route), ...queryParameters(route)]),
    ...(requestBody(route) ?? {}),
    responses: responses(route),
  };
}

function nonEmpty(name: string, list: readonly unknown[]): Json {
  return list.length === 0 ? {} : { [name]: list };
}

interface ObjectSchema {
  readonly properties?: Record<string, TSchema & { readonly description?: string }>;
  readonly required?: readonly string[];
}

function pathParameters(route: Route): readonly Json[] {
  const { properties = {} } = (route.schema?.params ?? {}) as ObjectSchema;
  return [...route.path.matchAll(/:([A-Za-z0-9_]+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: properties[name] ?? { type: 'string' },
  }));
}

function queryParameters(route: Route): readonly Json[] {
  const { properties = {}, required = [] } = (route.schema?.query ?? {}) as ObjectSchema;
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(schema.description === undefined ? {} : { description: schema.description }),
    schema,
  }));
}

function requestBody(route: Route): Json | undefined {
  const types = consumedTypes(route);
  if (types.length === 0) return undefined;
  const content = Object.fromEntries(types.map((type) => [type, media(route.schema?.body)]));
  return { requestBody: { required: route.schema?.body !== undefined, content } };
}

function media(schema: TSchema | undefined): Json {
  const { examples } = (schema ?? {}) as { examples?: readonly unknown[] };
  const [example] = examples ?? [];
  return { schema: schema ?? { type: 'string' }, ...(example === undefined ? {} : { example }) };
}

function responses(route: Route): Json {
  const own = Object.entries(route.schema?.replies ?? {}).map(([status, schema]) => {
    const type =
      Number(status) >= 400 && route.renderProblem === undefined
        ? 'application/problem+json'
        : 'application/json';
    return [status, { description: meaning(Number(status)), content: { [type]: media(schema) } }];
  });
  const written = own.length > 0 ? own : [['200', { description: meaning(200) }]];
  const kernel = refusalsOf(route).map((status) => [
    status,
    { $ref: `#/components/responses/Problem${status}` },
  ]);
  return Object.fromEntries(route.renderProblem === undefined ? [...kernel, ...written] : written);
}

/** The statuses with which the kernel itself may answer this row. */
function refusalsOf(route: Route): readonly number[] {
  const takesBody = consumedTypes(route).length > 0;
  const hasParameters = route.schema?.params !== undefined || route.schema?.query !== undefined;
  return [
    ...(hasParameters || takesBody ? [400] : []),
    ...(['scope', 'person', 'operator'].includes(route.auth.kind) ? [401] : []),
    ...(route.auth.kind === 'scope' || route.auth.kind === 'person' ? [403] : []),
    ...(takesBody ? [413, 415] : []),
    ...(route.schema?.body === undefined ? [] : [422]),
    429,
    500,
  ];
}

function problemResponses(): Json {
  const statuses = [400, 401, 403, 404, 413, 415, 422, 429, 500];
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries(
    statuses.map((status) => [`Problem${status}`, { description: meaning(status), content }]),
  );
}

const meanings: Readonly<Record<number, string>> = {
  200: 'Done; the answer is in the body',
  201: 'Made',
  204: 'Done; there is nothing to answer',
  409: 'The state does not allow it',
};

function meaning(status: number): string {
  const known = Object.values(refusals).find((one) => one.status === status)?.title;
  return meanings[status] ?? known ?? `Status ${status}`;
}

/** Any one of them is enough. */
function securityOf(auth: AuthRule): readonly Json[] | undefined {
  if (auth.kind === 'scope') return [auth.scope].flat().map((scope) => ({ oauth2: [scope] }));
  if (auth.kind === 'person') return [{ person: [auth.scope] }];
  return auth.kind === 'operator' ? [{ operator: [] }] : undefined;
}

function securitySchemes(routes: readonly Route[], publicUrl: string): Json {
  const scopes = routes.flatMap(({ auth, summary }) =>
    auth.kind === 'scope' ? [auth.scope].flat().map((scope) => [scope, summary]) : [],
  );
  const flows = {
    clientCredentials: { tokenUrl: `${publicUrl}/oauth2/token`, scopes: Object.fromEntries(scopes) },
  };
  return {
    ...(scopes.length === 0 ? {} : { oauth2: { type: 'oauth2', flows } }),
    ...(routes.some(({ auth }) => auth.kind === 'person') ? { person: personScheme } : {}),
    operator: { type: 'http', scheme: 'bearer', description: 'The operator token of the installation' },
  };
}

const personScheme: Json = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: 'The access token of a person who logged in (RFC 9068), with the scope named',
};
