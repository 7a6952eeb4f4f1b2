import type { Metadata } from '@ena/kernel/federation/policy/apply-policy.ts';
import type { FederationKey, Statement } from '@ena/kernel/federation/statement.ts';
import { type VerifySignature, validateChain } from '@ena/kernel/federation/trust-chain.ts';
import { type Clock, minute, rfc3339, second } from '@ena/kernel/time.ts';
import {
  type Candidate,
  type ChainEnd,
  candidateChains,
  type Search,
  type SearchTools,
} from './collect-chains.ts';
import { missesByHost } from './misses-by-host.ts';
import type { StatementSource } from './statement-source.ts';

export type RemoteOutcome =
  | {
      readonly kind: 'found';
      /** Subject first. */
      readonly chain: readonly Statement[];
      readonly metadata: Metadata;
      /** Seconds. */
      readonly expires: number;
      readonly beneath: Candidate['beneath'];
      readonly freshUntil: number;
      readonly keptSince?: number;
    }
  | { readonly kind: 'unknown-subject' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'no-chain'; readonly because: string };

/** Finds and believes chains of which some statements are served by others. */
export interface RemoteResolver {
  /** Whether this is a trust anchor beside our own that the configuration names. */
  knows(anchor: string): boolean;
  resolve(anchor: string, subject: string): Promise<RemoteOutcome>;
  /** A sentence while chains are believed on statements that could not be fetched again; for the health page. */
  degraded(): string | undefined;
}

export interface RemoteTools {
  readonly source: StatementSource;
  readonly verify: VerifySignature;
  readonly clock: Clock;
  readonly refreshMinutes: number;
  /** Our own anchor, and the keys that it has now. */
  readonly own: ChainEnd & { keys(): readonly FederationKey[] };
  /** Other trust anchors, with the keys that the configuration pins. */
  readonly others: readonly { readonly entityId: string; readonly keys: readonly FederationKey[] }[];
}

/** A subject that was not found is not looked for again at once: each look costs others a call. */
const missSeconds = 30;
const mostMisses = 10_000;

export function createRemoteResolver(tools: RemoteTools): RemoteResolver {
  const misses = new Map<string, { readonly outcome: RemoteOutcome; readonly until: number }>();
  const nowSeconds = () => Math.floor(tools.clock.now() / second);
  const byHost = missesByHost(nowSeconds);
  const foundBefore = new Set<string>();
  const isKnown = async (subject: string) =>
    foundBefore.has(subject) || (await tools.own.statementAbout?.(subject)) !== undefined;
  const found = (subject: string) => {
    byHost.forgive(subject);
    if (foundBefore.size >= mostMisses) foundBefore.clear();
    foundBefore.add(subject);
  };
  const lastKnown = lastKnownChains((tools.refreshMinutes * minute) / second, nowSeconds);
  return {
    degraded: lastKnown.sentence,
    knows: (anchor) => tools.others.some(({ entityId }) => entityId === anchor),
    resolve: async (anchor, subject) => {
      const name = `${anchor} ${subject}`;
      const missed = misses.get(name);
      if (missed !== undefined && nowSeconds() < missed.until) return missed.outcome;
      if (byHost.areTooMany(subject) && !(await isKnown(subject))) return { kind: 'unreachable' };
      byHost.note(subject);
      const outcome = await search(anchor, subject, { ...tools, isKnown }, nowSeconds());
      if (outcome.kind === 'found') found(subject);
      lastKnown.note(name, outcome.kind === 'found' ? outcome.keptSince : undefined);
      misses.delete(name);
      if (outcome.kind === 'found') return outcome;
      misses.set(name, { outcome, until: nowSeconds() + missSeconds });
      for (const oldest of misses.keys()) {
        if (misses.size <= mostMisses) break;
        misses.delete(oldest);
      }
      return outcome;
    },
  };
}

/** Chains that were last answered from what was known before; one that nobody asks for any more is let go. */
function lastKnownChains(askedWithin: number, nowSeconds: () => number) {
  const chains = new Map<string, { readonly keptSince: number; readonly askedAt: number }>();
  return {
    note: (name: string, keptSince: number | undefined) => {
      chains.delete(name);
      if (keptSince !== undefined && chains.size < mostMisses)
        chains.set(name, { keptSince, askedAt: nowSeconds() });
    },
    sentence: () => {
      for (const [name, { askedAt }] of chains)
        if (askedAt + askedWithin <= nowSeconds()) chains.delete(name);
      if (chains.size === 0) return undefined;
      const since = Math.min(...[...chains.values()].map(({ keptSince }) => keptSince));
      return `Statements of others could not be fetched again since ${rfc3339(since * second)}; trust chains that go on with the last known ones: ${chains.size}.`;
    },
  };
}

async function search(
  anchor: string,
  subject: string,
  tools: RemoteTools & Pick<SearchTools, 'isKnown'>,
  now: number,
): Promise<RemoteOutcome> {
  const { own, others, source, verify } = tools;
  const other = others.find(({ entityId }) => entityId === anchor);
  const keys = anchor === own.entityId ? own.keys() : (other?.keys ?? []);
  const end: ChainEnd = anchor === own.entityId ? own : { entityId: anchor };
  const seen: Search = { unreachable: false, subjectFound: false };
  let because: string | undefined;
  for await (const { chain, beneath, keptSince } of candidateChains(subject, end, tools, seen)) {
    const valid = await validateChain(chain, { anchor: { entityId: anchor, keys }, now, verify });
    if (!valid.ok) {
      because ??= `Statement ${valid.error.at} of the chain, counted from the subject, ${valid.error.because}.`;
      continue;
    }
    source.believe(chain);
    const freshFor = (tools.refreshMinutes * minute) / second;
    return {
      kind: 'found',
      chain,
      metadata: valid.value.metadata,
      expires: valid.value.expires,
      beneath,
      // What could not be fetched again is asked for again soon.
      freshUntil: now + (keptSince === undefined ? freshFor : missSeconds),
      ...(keptSince !== undefined && { keptSince }),
    };
  }
  if (because !== undefined) return { kind: 'no-chain', because };
  if (seen.unreachable) return { kind: 'unreachable' };
  if (!seen.subjectFound) return { kind: 'unknown-subject' };
  return { kind: 'no-chain', because: 'No way leads from the entity to the trust anchor.' };
}
