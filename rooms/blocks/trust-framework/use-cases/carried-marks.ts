import { isObject, type Json } from '@ena/kernel/federation/json.ts';
import type { FederationKey, Statement } from '@ena/kernel/federation/statement.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import type { AskMarkStatus } from './ask-mark-status.ts';
import type { RemoteResolver } from './resolve-remotely.ts';
import type { LiveTrustMark } from './trust-mark-port.ts';
import { type TrustMarkContext, verifyTrustMark } from './verify-trust-mark.ts';

export interface Carried {
  readonly marks: readonly LiveTrustMark[];
  /** Seconds: when their issuers are to be asked again; `Infinity` where the subject carries none. */
  readonly freshUntil: number;
}

/** The marks that the subject of a believed chain (subject first, anchor last) carries in its configuration. */
export type CarriedMarks = (chain: readonly Statement[]) => Promise<Carried>;

export interface CarriedTools {
  readonly remote: Pick<RemoteResolver, 'resolve'>;
  readonly askStatus: AskMarkStatus;
  readonly clock: Clock;
  readonly refreshMinutes: number;
  /** Our own anchor, and the issuers whose book is ours: about their marks the book answers, not the carrier. */
  readonly anchor: string;
  readonly booked: readonly string[];
}

const mostMarks = 20;

/**
 * OpenID Federation 1.0 §7.3 and §8.4: a mark is passed on where the anchor of this chain names its issuer for its
 * type, the issuer has a chain to that anchor, owner and issuer have signed, and the issuer, where it has a status
 * endpoint, says that it is active. Every other mark is left out; the rest of the answer stands without it.
 */
export function carriedMarks(tools: CarriedTools): CarriedMarks {
  return async (chain) => {
    const [subject] = chain;
    const anchor = chain.at(-1);
    const listed = subject?.claims.trust_marks;
    if (subject === undefined || anchor === undefined || !Array.isArray(listed) || listed.length === 0)
      return { marks: [], freshUntil: Number.POSITIVE_INFINITY };
    const issuers = issuersUnder(anchor, tools);
    const judged = await Promise.all(
      listed
        .slice(0, mostMarks)
        .map((entry: Json) => judge(entry, subject.sub, contextOf(anchor, issuers, tools), issuers, tools)),
    );
    const freshUntil = (tools.clock.now() + tools.refreshMinutes * minute) / second;
    return { marks: distinct(judged), freshUntil: Math.floor(freshUntil) };
  };
}

interface Issuer {
  readonly keys: readonly FederationKey[];
  readonly statusEndpoint: string | undefined;
}

type Issuers = (entityId: string) => Promise<Issuer | undefined>;

async function judge(
  entry: Json,
  subject: string,
  context: TrustMarkContext,
  issuers: Issuers,
  { anchor, booked, askStatus }: CarriedTools,
): Promise<LiveTrustMark | undefined> {
  if (!isObject(entry) || typeof entry.trust_mark !== 'string') return undefined;
  const { trust_mark: jwt, trust_mark_type: type } = entry;
  const verdict = await verifyTrustMark(jwt, subject, context);
  if (verdict.kind !== 'valid' || verdict.mark.type !== type) return undefined;
  const { issuer, expiresAt = Number.MAX_SAFE_INTEGER } = verdict.mark;
  if (context.anchor === anchor && booked.includes(issuer)) return undefined;
  const { keys = [], statusEndpoint } = (await issuers(issuer)) ?? {};
  const isLive = statusEndpoint === undefined || (await askStatus(jwt, { issuer, keys, statusEndpoint }));
  return isLive ? { type, issuer, jwt, expiresAt } : undefined;
}

function contextOf(anchor: Statement, issuers: Issuers, { clock }: CarriedTools): TrustMarkContext {
  const { trust_mark_issuers, trust_mark_owners } = anchor.claims;
  return {
    anchor: anchor.sub,
    trustMarkIssuers: (trust_mark_issuers ?? {}) as TrustMarkContext['trustMarkIssuers'],
    trustMarkOwners: (trust_mark_owners ?? {}) as TrustMarkContext['trustMarkOwners'],
    issuerKeys: async (entityId) => (await issuers(entityId))?.keys,
    now: clock.now(),
  };
}

/** Each issuer is looked for once for one answer; the statements themselves are kept by the resolver. */
function issuersUnder(anchor: Statement, { remote }: CarriedTools): Issuers {
  const known = new Map<string, Promise<Issuer | undefined>>();
  return (entityId) => {
    const found = known.get(entityId) ?? findIssuer(entityId, anchor, remote);
    known.set(entityId, found);
    return found;
  };
}

/** Its keys are those that its superior vouches for, not those that it names itself. */
async function findIssuer(
  entityId: string,
  anchor: Statement,
  remote: CarriedTools['remote'],
): Promise<Issuer | undefined> {
  if (entityId === anchor.sub)
    return { keys: anchor.keys, statusEndpoint: statusEndpoint(anchor.claims.metadata) };
  const found = await remote.resolve(anchor.sub, entityId);
  if (found.kind !== 'found') return undefined;
  return { keys: found.chain[1]?.keys ?? [], statusEndpoint: statusEndpoint(found.metadata) };
}

function statusEndpoint(metadata: unknown): string | undefined {
  const own = isObject(metadata) ? metadata.federation_entity : undefined;
  const endpoint = isObject(own) ? own.federation_trust_mark_status_endpoint : undefined;
  return typeof endpoint === 'string' ? endpoint : undefined;
}

function distinct(marks: readonly (LiveTrustMark | undefined)[]): readonly LiveTrustMark[] {
  const byName = new Map<string, LiveTrustMark>();
  for (const mark of marks) {
    const name = `${mark?.type} ${mark?.issuer}`;
    if (mark !== undefined && !byName.has(name)) byName.set(name, mark);
  }
  return [...byName.values()];
}
