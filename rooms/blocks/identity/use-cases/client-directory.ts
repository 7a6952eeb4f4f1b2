import { type Clock, minute, second } from '@ena/kernel/time.ts';
import type { ClientConfig } from '../config.ts';
import type { Clients } from '../store/store.ts';
import { type Federation, federationClient } from './federation-client.ts';

export interface FoundClient {
  readonly config: ClientConfig;
  /** Of the configuration, of the operator's register, or a member of the federation. */
  readonly source: 'fixed' | 'registered' | 'federation';
}

/** The relying parties, wherever they are registered. */
export interface ClientDirectory {
  find(id: string): Promise<FoundClient | undefined>;
  isFixed(id: string): boolean;
  /** Call it after each change of the register. */
  forget(): void;
}

export interface ClientDirectoryOptions {
  readonly fixed: readonly ClientConfig[];
  readonly clients: Clients;
  /** `undefined` where members of the federation are no clients. */
  readonly federation: Federation | undefined;
  readonly clock: Clock;
}

interface Kept {
  readonly found: Promise<FoundClient | undefined>;
  readonly until: number;
}

/** A change of another process, and an id that nobody has, are seen after this; a member of the federation later. */
const keepMs = 5 * second;
const keepMemberMs = 10 * minute;
const mostKept = 5000;

export function createClientDirectory(options: ClientDirectoryOptions): ClientDirectory {
  const { fixed, clock } = options;
  const kept = new Map<string, Kept>();
  const isFixed = (id: string) => fixed.some(({ client_id }) => client_id === id);
  return {
    isFixed,
    forget: () => kept.clear(),
    find: (id) => {
      const given = fixed.find(({ client_id }) => client_id === id);
      if (given !== undefined) return Promise.resolve({ config: given, source: 'fixed' });
      const known = kept.get(id);
      if (known !== undefined && known.until > clock.now()) return known.found;
      if (kept.size >= mostKept) kept.clear();
      const found = lookUp(id, options, (until) => kept.set(id, { found, until }));
      kept.set(id, { found, until: clock.now() + keepMs });
      found.catch(() => kept.delete(id));
      return found;
    },
  };
}

/** The register comes before the federation: what the operator says of a member holds. */
async function lookUp(
  id: string,
  { clients, federation, clock }: ClientDirectoryOptions,
  keepUntil: (until: number) => void,
): Promise<FoundClient | undefined> {
  const registered = await clients.find(id);
  if (registered !== undefined) return { config: registered.config, source: 'registered' };
  if (federation === undefined || !id.startsWith('https://') || id.length > 1000) return undefined;
  const entity = await federation.resolveEntity(id);
  const config = entity && federationClient(id, entity);
  if (config === undefined) return undefined;
  keepUntil(Math.min(entity?.expires ?? 0, clock.now() + keepMemberMs));
  return { config, source: 'federation' };
}
