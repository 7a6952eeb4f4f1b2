import { prefixedId } from '@ena/kernel/id.ts';
import { day, second } from '@ena/kernel/time.ts';
import { mayIssueAfter, type Standing, standingOf, type TrustMark } from '../domain/trust-mark.ts';
import type { Shortfall } from '../domain/trust-mark-evaluation.ts';
import { findTrustMarkType, type TrustMarkType, typeIdentifier } from '../domain/trust-mark-type.ts';
import type { ActorType } from '../domain/trust-requirement.ts';
import { trustMarkIssued } from '../events.ts';
import { evaluateTrustMark } from './evaluate-trust-mark.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export interface IssueRequest {
  readonly entityId: string;
  /** Slug or identifier of the type. */
  readonly type: string;
  readonly actorType: ActorType;
  /** Who decided, for the audit trail: `operator`, or the case of another room. Never a person's number. */
  readonly by: string;
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly mark: TrustMark; readonly jwt: string }
  | { readonly kind: 'unknown-type' }
  | { readonly kind: 'unknown-entity' }
  | { readonly kind: 'unfulfilled'; readonly missing: readonly Shortfall[] }
  /** There is one that is in force or suspended. */
  | { readonly kind: 'exists'; readonly mark: TrustMark; readonly standing: Standing }
  | { readonly kind: 'raced' };

/** Issues a mark, only where every requirement of its type is carried by evidence in force. */
export async function issueTrustMark(wanted: IssueRequest, tools: TrustMarkTools): Promise<IssueOutcome> {
  const { entityId, actorType, by } = wanted;
  const evaluation = await evaluateTrustMark(entityId, wanted.type, actorType, tools);
  if (evaluation.kind !== 'fulfilled') return evaluation;
  const type = findTrustMarkType(wanted.type, tools.anchor);
  if (type === undefined) return { kind: 'unknown-type' };
  const latest = await tools.marks.latestMark(entityId, type.slug);
  const now = tools.clock.now();
  if (latest !== undefined && !mayIssueAfter(latest, now))
    return { kind: 'exists', mark: latest, standing: standingOf(latest, now) };
  const mark: TrustMark = {
    id: prefixedId('mark', now),
    subject: entityId,
    type: type.slug,
    ordinal: (latest?.ordinal ?? 0) + 1,
    actorType,
    state: 'active',
    issuedAt: now,
    expiresAt: expiryOf(type, evaluation.until, now),
    revision: 1,
  };
  return save(mark, type, by, tools);
}

async function save(
  mark: TrustMark,
  type: TrustMarkType,
  by: string,
  tools: TrustMarkTools,
): Promise<IssueOutcome> {
  const { issuedAt: now, expiresAt } = mark;
  const token = tools.authority.sign(
    mark.subject,
    type,
    Math.floor(now / second),
    Math.floor(expiresAt / second),
  );
  const step = { step: 'issued', at: now, by, reason: undefined } as const;
  const saved = await tools.marks.saveMark({ mark, previous: undefined, step, token, endsTokens: false });
  if (saved === 'raced') return { kind: 'raced' };
  const trustMarkType = typeIdentifier(tools.anchor, type);
  tools.events.publish(trustMarkIssued.name, {
    entityId: mark.subject,
    type: trustMarkType,
    markId: mark.id,
  });
  return { kind: 'issued', mark, jwt: token.jwt };
}

/** A mark lives as long as its type allows, and no longer than the evidence that carries it. Whole seconds. */
export function expiryOf(type: TrustMarkType, evidenceUntil: number, now: number): number {
  const expiry = Math.min(now + type.validityDays * day, evidenceUntil);
  return Math.floor(expiry / second) * second;
}
