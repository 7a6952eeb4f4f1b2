import type { Fetch } from '@ena/client/outcome.ts';
import type { Clock } from '@ena/kernel/time.ts';
import type { RoomOnMap } from './pages/map/map-page.ts';
import type { WatchedService } from './pages/map/overview.ts';

/** What the portal is told by whoever serves it; it has no other way to the world, and no privileges. */
export interface PortalOptions {
  /** Where the portal reaches the hub, as any client does; without a trailing slash. */
  readonly hubUrl: string;
  /** Where browsers reach portal and hub; without a trailing slash. */
  readonly publicUrl: string;
  /** The building blocks that run in the hub. */
  readonly rooms: readonly RoomOnMap[];
  /** Programs whose health is shown: connectors with their organisation, and services beside the hub. */
  readonly watch: readonly WatchedService[];
  readonly sandbox: boolean;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly secrets: Secrets;
  /** Absent where no OpenID provider is at hand: then nobody can log in, and the pages say so. */
  readonly logIn?: LogInOptions;
  /** Absent where nobody collects ratings: then the question is not asked. */
  readonly feedback?: FeedbackOptions;
  /** Milliseconds for each source; default 1,000 for the map of what runs, 65,000 for all of an overview of cases, 5,000 elsewhere. */
  readonly deadlineMs?: number;
}

/** Chance and comparison of secrets, which have one implementation in the house. */
export interface Secrets {
  /** 256 unpredictable bits in base64url. */
  make(): string;
  /** What is kept instead of a secret. */
  fingerprint(secret: string): string;
  /** In constant time. */
  same(a: string, b: string): boolean;
}

/** The portal as an OpenID Connect client. */
export interface LogInOptions {
  readonly issuer: string;
  readonly key: ClientKey;
  /** Beside `openid`: those of the persons' APIs that run in the hub. */
  readonly scopes: readonly string[];
}

/** The key of `private_key_jwt`, ES256. */
export interface ClientKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: object;
}

export interface FeedbackOptions {
  /** The key that the portal was given when it registered with the collector; asked for when it is needed. */
  readonly apiKey: () => Promise<string | undefined>;
}
