import { resolveChainMetadata } from '@ena/kernel/federation/chain-metadata.ts';
import type { JsonObject } from '@ena/kernel/federation/json.ts';
import type { Metadata } from '@ena/kernel/federation/policy/apply-policy.ts';
import { type Statement as EntityStatement, readStatement } from '@ena/kernel/federation/statement.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Clock, second } from '@ena/kernel/time.ts';
import { isCurrent } from '../domain/entity.ts';
import { ofTypes } from '../domain/resolved-metadata.ts';
import type { MemberStore } from '../store/member-store.ts';
import type { EntityReader } from '../store/store.ts';
import type { Anchor } from './anchor.ts';
import type { CarriedMarks } from './carried-marks.ts';
import type { Beneath, Resolution, ResolutionMemory } from './resolution-memory.ts';
import type { RemoteResolver } from './resolve-remotely.ts';
import type { Statement, Statements } from './statements.ts';
import type { LiveTrustMark, TrustMarkPort } from './trust-mark-port.ts';
import { type Vouched, vouchedEntity, vouchedMember, vouchedOwn } from './vouched.ts';

export interface ResolveQuestion {
  readonly subject: string;
  /** Any of them may be used (OpenID Federation 1.0 §8.3.1): ours first, then as they are named. */
  readonly trustAnchors: readonly string[];
  /** Empty: all. */
  readonly entityTypes: readonly string[];
}

export type ResolveOutcome =
  /** `keptSince` (seconds): part of the chain could not be fetched again since then. */
  | { readonly kind: 'resolved'; readonly statement: Statement; readonly keptSince?: number }
  | { readonly kind: 'unknown-anchor' }
  | { readonly kind: 'unknown-subject' }
  /** The subject, or one above it, could not be reached, and nothing is known from before. */
  | { readonly kind: 'unreachable' }
  /** There is a way to the anchor, but it does not hold; `because` says why. */
  | { readonly kind: 'no-chain'; readonly because: string };

export interface ResolveTools {
  readonly store: EntityReader;
  readonly members: MemberStore;
  readonly statements: Statements;
  readonly memory: ResolutionMemory;
  readonly anchor: Anchor;
  readonly trustMarks: TrustMarkPort;
  readonly remote: Pick<RemoteResolver, 'knows' | 'resolve'>;
  readonly carried: CarriedMarks;
  readonly clock: Clock;
}

/** §8.3: metadata and the whole chain in one answer. The asker may verify the chain itself. */
export async function resolveEntity(question: ResolveQuestion, tools: ResolveTools): Promise<ResolveOutcome> {
  const { anchor, remote } = tools;
  const known = question.trustAnchors.filter((id) => id === anchor.entityId || remote.knows(id));
  if (known.length === 0) return { kind: 'unknown-anchor' };
  let first: ResolveOutcome | undefined;
  for (const id of [...known].sort((a, b) => Number(b === anchor.entityId) - Number(a === anchor.entityId))) {
    const outcome = await resolveUnder(id, question, tools);
    if (outcome.kind === 'resolved') return outcome;
    first ??= outcome;
  }
  return first ?? { kind: 'unknown-subject' };
}

async function resolveUnder(
  anchorId: string,
  { subject, entityTypes: types }: ResolveQuestion,
  tools: ResolveTools,
): Promise<ResolveOutcome> {
  const key = { anchor: anchorId, subject, types };
  const kept = tools.memory.recall(key, tools.anchor.says());
  if (kept !== undefined && (await stillStands(kept, tools))) return resolved(kept);
  if (anchorId === tools.anchor.entityId) {
    const local = await resolveHere(subject, types, tools);
    if (local !== undefined) return local;
  }
  const [found, booked] = await Promise.all([
    tools.remote.resolve(anchorId, subject),
    anchorId === tools.anchor.entityId ? tools.trustMarks.liveMarks(subject) : [],
  ]);
  if (found.kind !== 'found') return found;
  const { chain, metadata, expires, freshUntil, ...rest } = found;
  const carried = await tools.carried(chain);
  const answer = sign(subject, chain, metadata, types, [...booked, ...carried.marks], expires, tools);
  const until = Math.min(freshUntil, carried.freshUntil);
  const resolution = { answer, anchorSays: tools.anchor.says(), freshUntil: until, ...rest };
  if (types.every((type) => type in metadata)) tools.memory.keep(key, resolution);
  return resolved(resolution);
}

function resolved({ answer, keptSince }: Resolution): ResolveOutcome {
  return { kind: 'resolved', statement: answer, ...(keptSince !== undefined && { keptSince }) };
}

/** A kept answer stands while the anchor still vouches for the same thing: a revocation is seen at once. */
async function stillStands({ beneath }: Resolution, { store, members }: ResolveTools): Promise<boolean> {
  if (beneath === undefined) return true;
  const reader = beneath.kept === 'entity' ? store : members;
  return (await reader.revisionOf(beneath.entityId)) === beneath.revision;
}

interface Subordinate {
  readonly vouched: Vouched;
  readonly configuration: Result<string, string>;
  readonly marks: readonly LiveTrustMark[];
  /** Undefined for the hub's own entities: answers about them are made anew. */
  readonly beneath: Beneath | undefined;
}

/** Undefined where the subject is not directly beneath our anchor with a configuration that the hub serves. */
async function resolveHere(
  subject: string,
  types: readonly string[],
  tools: ResolveTools,
): Promise<ResolveOutcome | undefined> {
  const { statements, anchor, memory } = tools;
  const anchorSays = anchor.says();
  const own = await statements.anchorConfiguration();
  if (subject === anchor.entityId) return answerHere([own.jwt], subject, types, [], tools);
  const found = await findHere(subject, tools);
  if (found === undefined) return undefined;
  if (!found.configuration.ok) return { kind: 'no-chain', because: found.configuration.error };
  const about = await statements.subordinate(found.vouched);
  const jwts = [found.configuration.value, about.jwt, own.jwt];
  const outcome = await answerHere(jwts, subject, types, found.marks, tools);
  if (outcome.kind !== 'resolved' || found.beneath === undefined) return outcome;
  const whole = outcome.types;
  if (types.every((type) => whole.includes(type))) {
    const half = (part: Statement) => part.issuedAt + (part.expiresAt - part.issuedAt) / 2;
    memory.keep(
      { anchor: anchor.entityId, subject, types },
      {
        answer: outcome.statement,
        anchorSays,
        beneath: found.beneath,
        freshUntil: Math.min(half(about), half(own), outcome.freshUntil),
      },
    );
  }
  return { kind: 'resolved', statement: outcome.statement };
}

async function findHere(subject: string, tools: ResolveTools): Promise<Subordinate | undefined> {
  const { store, members, statements, anchor, trustMarks, clock } = tools;
  const [entity, member] = await Promise.all([store.find(subject), members.find(subject)]);
  if (entity !== undefined) {
    const { hosted, revision } = entity;
    const now = Math.floor(clock.now() / second);
    const fault = hosted === undefined ? nothingPublished : isCurrent(hosted, now) ? undefined : hasExpired;
    const configuration = hosted === undefined || fault !== undefined ? fail(fault ?? '') : ok(hosted.jwt);
    const marks = await trustMarks.liveMarks(subject);
    const beneath = { entityId: subject, kept: 'entity', revision } as const;
    return { vouched: vouchedEntity(entity, anchor), configuration, marks, beneath };
  }
  const own = trustMarks.ownEntities.find(({ entityId }) => entityId === subject);
  if (own !== undefined) {
    const { jwt } = await own.configuration();
    return { vouched: vouchedOwn(own), configuration: ok(jwt), marks: [], beneath: undefined };
  }
  if (member?.kind !== 'hosted') return undefined;
  const marks = await trustMarks.liveMarks(subject);
  const { jwt } = await statements.hostedConfiguration(member, marks);
  const vouched = vouchedMember(member, anchor, statements.hostingKeys());
  const beneath = { entityId: subject, kept: 'member', revision: member.revision } as const;
  return { vouched, configuration: ok(jwt), marks, beneath };
}

const nothingPublished =
  'The entity is registered, but its connector has not published its entity configuration yet.';
const hasExpired = 'The entity configuration has expired: the connector must publish a new one.';

type Here =
  | {
      readonly kind: 'resolved';
      readonly statement: Statement;
      readonly types: readonly string[];
      readonly freshUntil: number;
    }
  | { readonly kind: 'no-chain'; readonly because: string };

/** The links and signatures are our own making or were checked when they came in; rules and policy are not. */
async function answerHere(
  jwts: readonly string[],
  subject: string,
  types: readonly string[],
  marks: readonly LiveTrustMark[],
  tools: ResolveTools,
): Promise<Here> {
  const chain: EntityStatement[] = [];
  for (const jwt of jwts) {
    const read = readStatement(jwt);
    if (!read.ok) return { kind: 'no-chain', because: `A statement about ${subject} ${read.error}.` };
    chain.push(read.value);
  }
  const metadata = resolveChainMetadata(chain);
  if (!metadata.ok) return { kind: 'no-chain', because: faultSentence(metadata.error) };
  const expires = Math.min(...chain.map(({ exp }) => exp));
  const carried = await tools.carried(chain);
  const all = [...marks, ...carried.marks];
  const statement = sign(subject, chain, metadata.value, types, all, expires, tools);
  const { freshUntil } = carried;
  return { kind: 'resolved', statement, types: Object.keys(metadata.value), freshUntil };
}

export function faultSentence({ at, because }: { readonly at: number; readonly because: string }): string {
  return `Statement ${at} of the chain, counted from the subject, ${because}.`;
}

function sign(
  subject: string,
  chain: readonly EntityStatement[],
  metadata: Metadata,
  types: readonly string[],
  marks: readonly LiveTrustMark[],
  expires: number,
  { statements }: ResolveTools,
): Statement {
  const exp = Math.min(expires, ...marks.map(({ expiresAt }) => expiresAt));
  const claims: JsonObject = {
    sub: subject,
    metadata: ofTypes(metadata, types) as JsonObject,
    trust_chain: chain.map(({ jwt }) => jwt),
    ...(marks.length > 0 && {
      trust_marks: marks.map(({ type, jwt }) => ({ trust_mark_type: type, trust_mark: jwt })),
    }),
  };
  return statements.answer('resolve-response+jwt', claims, exp);
}
