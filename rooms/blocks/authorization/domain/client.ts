import type { GrantType } from './profile.ts';

/** Where the public keys of a client or of a neighbouring server are. */
export type KeySource =
  | { readonly kind: 'set'; readonly jwks: { readonly keys: readonly object[] } }
  | { readonly kind: 'address'; readonly url: string }
  /** The metadata of the federation, under the id itself or under another entity id. */
  | { readonly kind: 'federation'; readonly entityId?: string };

/** A system that may ask for tokens under its own name. */
export interface Client {
  /** As the client writes it: a short name, or an entity id of the federation. */
  readonly id: string;
  /** Organisation number, ten digits. */
  readonly organisation: string | undefined;
  readonly profile: string;
  readonly keys: KeySource;
  readonly grants: readonly GrantType[];
  readonly scopes: readonly string[];
  /** Resources that it may get tokens for, beside the APIs of this installation. */
  readonly resources: readonly string[];
  /** Resources that it serves: tokens for these it may introspect, and exchange for others. */
  readonly serves: readonly string[];
  /** Types of authorization details (RFC 9396) that it may ask for. */
  readonly detailTypes: readonly string[];
  /** Whether its tokens are bound to the TLS certificate that it calls with (RFC 8705 §3.4). */
  readonly certificateBound: boolean;
  /** Whether it must send a DPoP proof with each request for a token (RFC 9449 §5.2). */
  readonly dpopBound: boolean;
  readonly active: boolean;
  /** Counts up with each change. */
  readonly revision: number;
}

/** An authorization server of another domain that we chain to, or whose grants we take. */
export interface Neighbour {
  /** A short name chosen by the operator. */
  readonly name: string;
  /** Its issuer identifier, as in its metadata (RFC 8414). */
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly keys: KeySource;
  /** Resources whose tokens it issues: token exchanges for them are passed on to it. */
  readonly resources: readonly string[];
  /** Our client id there; its operator has registered our key set under it. */
  readonly clientId: string;
  /** Its client id here: the one client that may bring grants which name no other. Empty where it has none. */
  readonly clientHere: string;
  /** What our assertions name as audience there: its issuer, or its token endpoint. */
  readonly assertionAudience: 'issuer' | 'token-endpoint';
  /** Our scope → its scope. A scope that is not in it is not asked for there. */
  readonly scopeMap: Readonly<Record<string, string>>;
  readonly revision: number;
}

/** A neighbour as the operator names it: by its entity id in the federation, or by what is `found` there otherwise. */
export type NeighbourWish = Omit<Neighbour, 'revision' | 'clientId' | keyof NeighbourPlace> & {
  /** Default our own entity id. */
  readonly clientId: string | undefined;
} & ({ readonly entityId: string } | { readonly found: NeighbourPlace });

export type NeighbourPlace = Pick<Neighbour, 'issuer' | 'tokenEndpoint' | 'keys'>;
