import { type TSchema, Type } from 'typebox';
import type { Api } from './api.ts';
import type { Mount } from './mount.ts';
import { openApiDocument } from './openapi.ts';
import type { Route } from './route.ts';

/** REST API profile VER.06, VER.07 and VER.10. */
const apiInfoSchema = Type.Object(
  {
    apiName: Type.String(),
    apiVersion: Type.String(),
    apiReleased: Type.String({ format: 'date' }),
    apiDocumentation: Type.String({ format: 'uri' }),
    apiStatus: Type.String({ enum: ['alpha', 'beta', 'active', 'deprecated', 'retired', 'decommissioned'] }),
  },
  {
    examples: [
      {
        apiName: 'Trust framework',
        apiVersion: '1.0.0',
        apiReleased: '2026-11-22',
        apiDocumentation: 'https://ena.example.org',
        apiStatus: 'active',
      },
    ],
  },
);

/** `/api-info` and `/openapi.json` under each base path of a mount, unless the mount's own table has them. */
export function apiRoutes(mount: Mount, publicUrl: string): readonly Route[] {
  return (mount.apis ?? []).flatMap((api) => {
    const info = apiInfoRoute(api);
    const document: Route = {
      ...kernelRow,
      operation: `readOpenApi ${api.basePath}`,
      path: `${api.basePath}/openapi.json`,
      summary: 'The description of this API',
      handler: async () => ({ status: 200, headers: cacheable, body: describe() }),
    };
    const added = [info, document].filter((row) => !mount.routes.some(({ path }) => path === row.path));
    let made: object | undefined;
    const describe = () => {
      made ??= openApiDocument(api, [...mount.routes, ...added], publicUrl);
      return made;
    };
    return added;
  });
}

const cacheable = { 'cache-control': 'public, max-age=300' };

const kernelRow: Omit<Route, 'operation' | 'path' | 'summary' | 'handler'> = {
  method: 'GET',
  auth: { kind: 'public', why: 'The description of a published interface.' },
  limit: { bodyBytes: 0, perMinute: 600 },
  audit: { record: 'never', why: 'A public document about no one.' },
  schema: { replies: { 200: Type.Unsafe<object>(Type.Object({}, openApiExample())) } },
};

function openApiExample(): { examples: object[] } {
  return { examples: [{ openapi: '3.1.0' }] };
}

function apiInfoRoute(api: Api): Route {
  const body = {
    apiName: api.name,
    apiVersion: api.version,
    apiReleased: api.released,
    apiDocumentation: api.documentation,
    apiStatus: api.status,
  };
  const replies: Record<number, TSchema> = { 200: apiInfoSchema };
  return {
    ...kernelRow,
    operation: `readApiInfo ${api.basePath}`,
    path: `${api.basePath}/api-info`,
    schema: { replies },
    summary: 'Name, version and status of this API',
    handler: async () => ({ status: 200, headers: cacheable, body }),
  };
}
