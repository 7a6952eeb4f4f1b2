import { readCompactJwt } from '@ena/kernel/federation/compact-jwt.ts';
import { isObject, type Json, type JsonObject } from '@ena/kernel/federation/json.ts';
import { second } from '@ena/kernel/time.ts';
import type { JsonMetadata } from '../domain/entity.ts';
import { type ResolveTools, resolveEntity } from './resolve-entity.ts';

/** An entity as the federation vouches for it now. */
export interface ResolvedEntity {
  readonly entityId: string;
  /** Organisation number, where the anchor knows one: its own members. */
  readonly organisation: string | undefined;
  /** By entity type; the superior's metadata and every metadata policy of the chain applied. */
  readonly metadata: Readonly<Record<string, JsonObject>>;
  /** Verified, and live when the question was asked; `jwt` is the mark itself. */
  readonly trustMarks: readonly { readonly type: string; readonly issuer: string; readonly jwt: string }[];
  /** Milliseconds since the epoch: the earliest end of anything that this rests on. */
  readonly expires: number;
}

/** The resolver's answer for other rooms of the hub, read back from what it would sign for anyone. */
export async function resolveForRooms(
  entityId: string,
  tools: ResolveTools & { freshRules(): Promise<void> },
): Promise<ResolvedEntity | undefined> {
  await tools.freshRules();
  const question = { subject: entityId, trustAnchors: [tools.anchor.entityId], entityTypes: [] };
  const outcome = await resolveEntity(question, tools);
  if (outcome.kind !== 'resolved') return undefined;
  const payload = readCompactJwt(outcome.statement.jwt)?.payload;
  const metadata = payload?.metadata;
  if (!isObject(metadata)) return undefined;
  return {
    entityId,
    organisation: await organisationOf(entityId, tools),
    metadata: metadata as JsonMetadata,
    trustMarks: marksOf(payload?.trust_marks),
    expires: outcome.statement.expiresAt * second,
  };
}

async function organisationOf(
  entityId: string,
  { store, members }: ResolveTools,
): Promise<string | undefined> {
  const entity = await store.find(entityId);
  return entity?.organisationNumber ?? (await members.find(entityId))?.organisationNumber;
}

function marksOf(marks: Json | undefined): ResolvedEntity['trustMarks'] {
  if (!Array.isArray(marks)) return [];
  return marks.flatMap((mark: Json) => {
    if (!isObject(mark) || typeof mark.trust_mark !== 'string') return [];
    const { trust_mark_type: type, trust_mark: jwt } = mark;
    const issuer = readCompactJwt(jwt)?.payload.iss;
    return typeof issuer === 'string' ? [{ type: String(type), issuer, jwt }] : [];
  });
}
