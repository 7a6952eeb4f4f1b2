import { second } from '@ena/kernel/time.ts';
import {
  endsTokens,
  type MarkAction,
  type Standing,
  signsAnew,
  type TrustMark,
  takeStep,
} from '../domain/trust-mark.ts';
import type { Shortfall } from '../domain/trust-mark-evaluation.ts';
import { findTrustMarkType, type TrustMarkType, typeIdentifier } from '../domain/trust-mark-type.ts';
import { trustMarkRenewed, trustMarkResumed, trustMarkRevoked, trustMarkSuspended } from '../events.ts';
import type { MarkStepName, MarkToken } from '../store/trust-mark-store.ts';
import { evaluateEvidence } from './evaluate-trust-mark.ts';
import { expiryOf } from './issue-trust-mark.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export interface StepRequest {
  readonly markId: string;
  readonly action: MarkAction;
  readonly reason: string | undefined;
  readonly by: string;
}

export type StepOutcome =
  | { readonly kind: 'stepped'; readonly mark: TrustMark }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-allowed'; readonly standing: Standing }
  /** It would be signed anew, and its evidence no longer carries it. */
  | { readonly kind: 'unfulfilled'; readonly missing: readonly Shortfall[] }
  /** The subject has left the federation; only revoking is left. */
  | { readonly kind: 'unknown-entity' }
  | { readonly kind: 'raced' };

const names: Readonly<Record<MarkAction, MarkStepName>> = {
  renew: 'renewed',
  suspend: 'suspended',
  resume: 'resumed',
  revoke: 'revoked',
};

const events = {
  renew: trustMarkRenewed,
  suspend: trustMarkSuspended,
  resume: trustMarkResumed,
  revoke: trustMarkRevoked,
};

/** Renews, suspends, resumes or revokes a mark. */
export async function stepTrustMark(request: StepRequest, tools: TrustMarkTools): Promise<StepOutcome> {
  const before = await tools.marks.findMark(request.markId);
  const type = before && findTrustMarkType(before.type, tools.anchor);
  if (before === undefined || type === undefined) return { kind: 'unknown' };
  const now = tools.clock.now();
  const allowed = takeStep(before, request.action, now, before.expiresAt);
  if (allowed.kind === 'not-allowed') return allowed;
  if (!signsAnew(request.action)) return save(request, before, allowed.mark, type, undefined, tools);

  if (!(await tools.knowsEntity(before.subject))) return { kind: 'unknown-entity' };
  const evaluation = await evaluateEvidence(before.subject, type, before.actorType, tools);
  if (evaluation.kind === 'unfulfilled') return evaluation;
  const expiresAt = expiryOf(type, evaluation.until, now);
  const token = tools.authority.sign(before.subject, type, Math.floor(now / second), expiresAt / second);
  return save(request, before, { ...allowed.mark, expiresAt }, type, token, tools);
}

async function save(
  { action, reason, by }: StepRequest,
  before: TrustMark,
  mark: TrustMark,
  type: TrustMarkType,
  token: MarkToken | undefined,
  tools: TrustMarkTools,
): Promise<StepOutcome> {
  const saved = await tools.marks.saveMark({
    mark,
    previous: before.revision,
    step: { step: names[action], at: tools.clock.now(), by, reason },
    token,
    endsTokens: endsTokens(before, mark),
  });
  if (saved === 'raced') return { kind: 'raced' };
  tools.events.publish(events[action].name, {
    entityId: mark.subject,
    type: typeIdentifier(tools.anchor, type),
    markId: mark.id,
  });
  return { kind: 'stepped', mark };
}
