import { type Clock, second } from '@ena/kernel/time.ts';
import type { Client, Neighbour } from '../domain/client.ts';
import { type GrantType, grantTypes } from '../domain/profile.ts';
import { inBoth, readScopes } from '../domain/scope.ts';
import type { ClientStore, NeighbourStore } from '../store/store.ts';
import type { Federation, FederationEntity } from './federation.ts';

/** What a client of the federation gets without the operator having registered it. */
export interface FederationRules {
  readonly enabled: boolean;
  readonly profile: string;
  readonly scopes: readonly string[];
  readonly resources: readonly string[];
}

/** Clients and neighbours as the endpoints see them: kept for `keepMs`, changes of this process seen at once. */
export interface ClientDirectory {
  find(id: string): Promise<Client | undefined>;
  neighbours(): Promise<readonly Neighbour[]>;
  /** Call it after each change. */
  forget(): void;
}

export const keepMs = 5 * second;
const mostKept = 20_000;

export interface ClientDirectoryOptions {
  readonly store: ClientStore & NeighbourStore;
  readonly federation: Federation;
  readonly rules: FederationRules;
  /** Clients that stand in no register: those of the sandbox. */
  readonly fixed: readonly Client[];
  readonly clock: Clock;
}

export function createClientDirectory(options: ClientDirectoryOptions): ClientDirectory {
  const { store, clock } = options;
  const kept = new Map<string, { readonly client: Promise<Client | undefined>; readonly until: number }>();
  let near: { readonly list: Promise<readonly Neighbour[]>; readonly until: number } | undefined;

  return {
    find: (id) => {
      const known = kept.get(id);
      if (known !== undefined && known.until > clock.now()) return known.client;
      if (kept.size >= mostKept) kept.clear();
      const client = lookUp(id, options);
      kept.set(id, { client, until: clock.now() + keepMs });
      client.catch(() => kept.delete(id));
      return client;
    },
    neighbours: () => {
      if (near !== undefined && near.until > clock.now()) return near.list;
      const list = store.listNeighbours();
      near = { list, until: clock.now() + keepMs };
      list.catch(() => {
        near = undefined;
      });
      return list;
    },
    forget: () => {
      kept.clear();
      near = undefined;
    },
  };
}

async function lookUp(
  id: string,
  { store, federation, rules, fixed }: ClientDirectoryOptions,
): Promise<Client | undefined> {
  const given = fixed.find((client) => client.id === id);
  if (given !== undefined) return given;
  const registered = await store.findClient(id);
  if (registered !== undefined) return registered.active ? registered : undefined;
  if (!rules.enabled || !id.startsWith('https://')) return undefined;
  const entity = await federation.resolveEntity(id);
  return entity && automaticClient(id, entity, rules);
}

/**
 * OpenID Federation 1.0 §12.1: the client is registered by being a member. It never gets more than the operator
 * allows to all such clients, whatever its metadata asks for.
 */
function automaticClient(id: string, entity: FederationEntity, rules: FederationRules): Client | undefined {
  const metadata = entity.metadata.oauth_client;
  if (metadata === undefined) return undefined;
  const wanted = typeof metadata.scope === 'string' ? (readScopes(metadata.scope) ?? []) : rules.scopes;
  return {
    id,
    organisation: entity.organisation,
    profile: rules.profile,
    keys: { kind: 'federation' },
    grants: grantsOf(metadata.grant_types),
    scopes: inBoth(rules.scopes, wanted),
    resources: rules.resources,
    serves: [],
    detailTypes: [],
    certificateBound: metadata.tls_client_certificate_bound_access_tokens === true,
    dpopBound: metadata.dpop_bound_access_tokens === true,
    active: true,
    revision: 0,
  };
}

function grantsOf(listed: unknown): readonly GrantType[] {
  if (!Array.isArray(listed)) return ['client_credentials'];
  return grantTypes.filter((grant) => listed.includes(grant));
}
