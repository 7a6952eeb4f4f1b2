import { second } from '@ena/kernel/time.ts';
import { findTrustMarkType, typeIdentifier } from '../domain/trust-mark-type.ts';
import type { ActorType } from '../domain/trust-requirement.ts';
import { type EvaluateOutcome, evaluateTrustMark } from './evaluate-trust-mark.ts';
import { type IssueOutcome, type IssueRequest, issueTrustMark } from './issue-trust-mark.ts';
import { type RecordOutcome, type Review, recordTrustMarkEvidence } from './record-trust-mark-evidence.ts';
import type { LiveTrustMark, TrustMarkPort } from './trust-mark-port.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

/** What other rooms may do with trust marks: the onboarding decides, this room holds evidence and signs. */
export interface TrustMarkOffer {
  /** What the entity has and lacks for the mark. `type`: slug or identifier. */
  evaluateTrustMark(entityId: string, type: string, actorType: ActorType): Promise<EvaluateOutcome>;
  recordTrustMarkEvidence(review: Review): Promise<RecordOutcome>;
  /** Only where every requirement has evidence. The caller has decided that the entity may have it. */
  issueTrustMark(request: IssueRequest): Promise<IssueOutcome>;
  /** The marks of the entity that count now. */
  findTrustMarks(entityId: string): Promise<readonly LiveTrustMark[]>;
}

export function trustMarkOffer(tools: TrustMarkTools, port: TrustMarkPort): TrustMarkOffer {
  return {
    evaluateTrustMark: (entityId, type, actorType) => evaluateTrustMark(entityId, type, actorType, tools),
    recordTrustMarkEvidence: (review) => recordTrustMarkEvidence(review, tools),
    issueTrustMark: (request) => issueTrustMark(request, tools),
    findTrustMarks: (entityId) => port.liveMarks(entityId),
  };
}

export function trustMarkPort(
  tools: Pick<TrustMarkTools, 'marks' | 'authority' | 'anchor' | 'clock'>,
): TrustMarkPort {
  const { marks, authority, anchor, clock } = tools;
  const nowSeconds = () => Math.floor(clock.now() / second);
  const identifier = (slug: string) => {
    const type = findTrustMarkType(slug, anchor);
    return type === undefined ? slug : typeIdentifier(anchor, type);
  };
  return {
    ownEntities: [authority.issuer, authority.owner],
    anchorClaims: () => authority.claims(),
    liveMarks: async (entityId) =>
      (await marks.liveTokens(entityId, nowSeconds())).map(({ type, jwt, expiresAt }) => ({
        type: identifier(type),
        issuer: authority.issuer.entityId,
        jwt,
        expiresAt,
      })),
    markedEntities: async (name) => {
      if (name === undefined) return marks.markedSubjects({}, nowSeconds());
      const type = findTrustMarkType(name, anchor);
      return type === undefined ? [] : marks.markedSubjects({ type: type.slug }, nowSeconds());
    },
  };
}
