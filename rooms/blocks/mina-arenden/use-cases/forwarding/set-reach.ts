import type { Reach } from '../../domain/forwarding/reach.ts';
import type { ReachStore } from '../../store/forwarding-store.ts';
import type { ReachSecrets } from './reach-secrets.ts';

/** How a producer is to be reached, with the secret that is never told again. */
export interface WantedReach {
  readonly reach: Reach;
  readonly secret?: string;
}

export interface ReachTools {
  readonly store: Pick<ReachStore, 'setReach'>;
  readonly secrets: ReachSecrets;
  /** Whether this installation has a connector of its own. */
  readonly hasConnector: boolean;
  readonly sandbox: boolean;
}

export type ReachFault = 'wrong-address' | 'no-connector';

export type SetReachOutcome =
  | { readonly kind: 'set'; readonly reach: Reach }
  | { readonly kind: 'unknown-producer' }
  | { readonly kind: ReachFault };

/** What is wrong with it, before anything is written; addresses are https, in the sandbox http too. */
export function reachFault(
  { hasConnector, sandbox }: ReachTools,
  { reach }: WantedReach,
): ReachFault | undefined {
  switch (reach.kind) {
    case 'here':
      return undefined;
    case 'exchange':
      return hasConnector ? undefined : 'no-connector';
    case 'https':
      return [reach.url, reach.tokenEndpoint].every((address) => isAddress(address, sandbox))
        ? undefined
        : 'wrong-address';
  }
}

function isAddress(address: string, sandbox: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, hash, search } = new URL(address);
  const bare = username === '' && password === '' && hash === '' && search === '';
  return bare && (protocol === 'https:' || (sandbox && protocol === 'http:'));
}

export async function setReach(
  tools: ReachTools,
  producer: string,
  wanted: WantedReach,
): Promise<SetReachOutcome> {
  const fault = reachFault(tools, wanted);
  if (fault !== undefined) return { kind: fault };
  const secret = wanted.secret === undefined ? undefined : tools.secrets.seal(producer, wanted.secret);
  const reach = withoutLastSlash(wanted.reach);
  const isSet = await tools.store.setReach(producer, reach, secret);
  return isSet ? { kind: 'set', reach } : { kind: 'unknown-producer' };
}

function withoutLastSlash(reach: Reach): Reach {
  return reach.kind === 'https' ? { ...reach, url: reach.url.replace(/\/+$/, '') } : reach;
}
