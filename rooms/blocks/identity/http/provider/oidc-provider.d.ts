/** The part of oidc-provider 9 that this room uses; the package brings no types. */
declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  export interface Params {
    readonly [name: string]: string | undefined;
  }

  export interface StoredSession {
    readonly uid: string;
    accountId?: string | undefined;
    authorizations?: Readonly<Record<string, { readonly grantId?: string }>> | undefined;
    readonly exp: number;
    save(ttl: number): Promise<string>;
    /** Whether the log-in is older than so many seconds. */
    past(age: number): boolean;
    authorizationFor(clientId: string): { readonly grantId?: string } | undefined;
  }

  export interface StoredInteraction {
    readonly uid: string;
    readonly params: Params;
    readonly prompt: { readonly name: string; readonly reasons: readonly string[] };
    readonly exp: number;
    session?: { readonly uid: string; accountId?: string | undefined };
    save(ttl: number): Promise<string>;
  }

  export interface GrantModel {
    addOIDCScope(scope: string): void;
    addOIDCClaims(claims: readonly string[]): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface ProviderClient {
    readonly clientId: string;
    readonly clientName?: string;
    readonly sectorIdentifier?: string;
    readonly requireSignedRequestObject?: boolean;
  }

  export interface ProviderContext {
    readonly oidc: {
      readonly params: Record<string, string | undefined>;
      readonly prompts: ReadonlySet<string>;
      readonly acr: string | undefined;
      readonly client: ProviderClient;
      readonly session: StoredSession;
      readonly result?: { readonly login?: object };
      readonly trusted?: readonly string[];
      readonly entities: Readonly<Record<string, object>>;
      readonly route: string;
      claims: { id_token?: Record<string, unknown>; userinfo?: Record<string, unknown> };
    };
    body: unknown;
    type: string;
    set(name: string, value: string): void;
  }

  export interface Account {
    readonly accountId: string;
    claims(use: 'id_token' | 'userinfo', scope: string): Promise<Readonly<Record<string, unknown>>>;
  }

  export interface Adapter {
    upsert(id: string, payload: Record<string, unknown>, expiresIn: number | undefined): Promise<void>;
    find(id: string): Promise<Readonly<Record<string, unknown>> | undefined>;
    findByUid(uid: string): Promise<Readonly<Record<string, unknown>> | undefined>;
    findByUserCode(code: string): Promise<undefined>;
    consume(id: string): Promise<void>;
    destroy(id: string): Promise<void>;
    revokeByGrantId(grantId: string): Promise<void>;
  }

  /** Made by the library for each call. */
  export interface OidcContext {
    readonly issuer: string;
    readonly route: string;
    readonly params?: Record<string, unknown>;
  }

  export type ContextOfProvider = new (...given: never[]) => OidcContext;

  export class Provider {
    constructor(issuer: string, configuration: object);
    get OIDCContext(): ContextOfProvider;
    proxy: boolean;
    readonly issuer: string;
    readonly Session: { findByUid(uid: string): Promise<StoredSession | undefined> };
    readonly Grant: new (properties: {
      accountId: string;
      clientId: string;
    }) => GrantModel;
    readonly Client: {
      find(id: string): Promise<ProviderClient | undefined>;
      /** Rejects where the metadata is not one that the provider can work with. */
      validate(metadata: object): Promise<void>;
    };
    use(middleware: (ctx: ProviderContext, next: () => Promise<void>) => Promise<void>): void;
    on(event: string, listener: (...values: unknown[]) => void): void;
    callback(): (request: IncomingMessage, response: ServerResponse) => void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<StoredInteraction>;
    interactionResult(request: IncomingMessage, response: ServerResponse, result: object): Promise<string>;
  }

  // biome-ignore lint/style/noDefaultExport: the package has one
  export default Provider;

  export const interactionPolicy: {
    base(): Policy;
    Check: new (
      reason: string,
      description: string,
      error: string,
      check: (ctx: ProviderContext) => boolean | Promise<boolean>,
    ) => object;
  };

  export interface Policy {
    get(name: 'login' | 'consent'): { readonly checks: { add(check: object, index?: number): void } };
  }

  export const errors: {
    InvalidClientAuth: new (detail: string) => Error;
    InvalidGrant: new (description: string) => Error;
    InvalidRequest: new (description: string) => Error;
    InvalidRequestObject: new (description: string) => Error;
    InvalidRequestUri: new (description: string) => Error;
    InvalidTarget: new () => Error;
    UnauthorizedClient: new (description: string) => Error;
    UnmetAuthenticationRequirements: new (description: string) => Error;
    SessionNotFound: new (description: string) => Error;
  };
}
