import { openKeyRing } from '../crypto/key-ring.ts';
import { apisOf } from '../http/api.ts';
import type { Mount } from '../http/mount.ts';
import type { Route } from '../http/route.ts';
import { ok, type Result } from '../result.ts';
import type { RegisteredSystem } from '../room.ts';
import type { Clock } from '../time.ts';
import { type AccessTokenCheck, createAccessTokens } from './access-token.ts';
import { clientAdminRoutes } from './client-admin.ts';
import { tokenRoute } from './client-credentials.ts';
import { openClientRegistry } from './client-registry.ts';

export interface TokenService {
  readonly check: AccessTokenCheck;
  /** Of that id; one at the most. */
  clientsNamed(id: string): readonly RegisteredSystem[];
  /** The token endpoint, its metadata and the table of clients, for the scopes that these mounts ask for. */
  mountFor(mounts: readonly Mount[]): Mount;
}

export interface TokenServiceOptions {
  readonly file: string;
  readonly keyFolder: string;
  readonly issuer: string;
  readonly clock: Clock;
}

/** The authorization server of an installation that issues its own tokens. */
export function openTokenService(options: TokenServiceOptions): Result<TokenService, string> {
  const { issuer, clock } = options;
  const clients = openClientRegistry(options.file);
  if (!clients.ok) return clients;
  const keys = openKeyRing(options.keyFolder, 'access-tokens', 'ES256', clock);
  const tokens = createAccessTokens({ keys, clients: clients.value, issuer, clock });
  return ok({
    check: tokens.check,
    clientsNamed: (id) => [clients.value.find(id) ?? []].flat(),
    mountFor: (mounts) => {
      const scopes = scopesOf(mounts, 'scope');
      const routes = [
        tokenRoute(clients.value, tokens),
        publicDocument('readAuthorizationServer', '/.well-known/oauth-authorization-server', () =>
          serverMetadata(issuer, scopes),
        ),
        publicDocument('readTokenKeys', '/oauth2/jwks', () => ({
          keys: keys.all.map((key) => key.publicJwk),
        })),
        ...clientAdminRoutes(clients.value, scopes),
      ];
      const names = { sv: 'Administration av klienter', en: 'Client administration' };
      return { room: 'kernel/identity', routes, apis: apisOf({ names }, routes) };
    },
  });
}

/** What the rules of one kind ask for: those of systems (`scope`) or those of persons (`person`). */
export function scopesOf(mounts: readonly Mount[], kind: 'scope' | 'person'): ReadonlySet<string> {
  const rules = mounts.flatMap((mount) => mount.routes.map((route) => route.auth));
  return new Set(rules.flatMap((rule) => ('scope' in rule && rule.kind === kind ? [rule.scope].flat() : [])));
}

/** RFC 8414 §2 */
function serverMetadata(issuer: string, scopes: ReadonlySet<string>): object {
  return {
    issuer,
    token_endpoint: `${issuer}/oauth2/token`,
    jwks_uri: `${issuer}/oauth2/jwks`,
    scopes_supported: [...scopes].sort(),
    response_types_supported: [],
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
}

function publicDocument(operation: string, path: string, read: () => object): Route {
  return {
    operation,
    method: 'GET',
    path,
    auth: { kind: 'public', why: 'What a client must know before it has a token.' },
    limit: { bodyBytes: 0, perMinute: 600 },
    audit: { record: 'never', why: 'A public document about no one.' },
    summary:
      operation === 'readTokenKeys'
        ? 'Keys that access tokens are signed with'
        : 'Authorization server metadata',
    handler: async () => ({ status: 200, headers: { 'cache-control': 'public, max-age=300' }, body: read() }),
  };
}
