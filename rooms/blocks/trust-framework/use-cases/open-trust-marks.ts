import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { hostedEntityId } from '../domain/member.ts';
import { trustMarkTypes } from '../domain/trust-mark-type.ts';
import { entityRevoked, memberChanged } from '../events.ts';
import type { MarkFilter, TrustMarkStore } from '../store/trust-mark-store.ts';
import { recordKeyLives } from './anchor.ts';
import { livesOf, markKeyWaits } from './rotate-trust-mark-keys.ts';
import { stepTrustMark } from './step-trust-mark.ts';
import { createTrustMarkAuthority } from './trust-mark-authority.ts';
import { type TrustMarkOffer, trustMarkOffer, trustMarkPort } from './trust-mark-offer.ts';
import type { TrustMarkPort } from './trust-mark-port.ts';
import type { TrustMarkTools } from './trust-mark-tools.ts';

export interface TrustMarks {
  readonly tools: TrustMarkTools;
  readonly port: TrustMarkPort;
  readonly offer: TrustMarkOffer;
}

export interface TrustMarkParts {
  readonly marks: TrustMarkStore;
  /** Entity id of the anchor. */
  readonly anchor: string;
  readonly organizationName: string;
  readonly publicUrl: string;
  readonly keyFolder: string;
  readonly lifetimeHours: number;
  readonly announceHours: number;
  readonly events: EventBus;
  readonly clock: Clock;
  knowsEntity(entityId: string): Promise<boolean>;
}

/** The trust marks' part of the room: the keys of issuer and owner, and what the rest of the room asks. */
export async function openTrustMarks(parts: TrustMarkParts): Promise<TrustMarks> {
  const { clock, marks, anchor, events, knowsEntity } = parts;
  const keys = {
    issuer: openKeyRing(parts.keyFolder, 'trust-mark-issuer', 'ES256', clock),
    owner: openKeyRing(parts.keyFolder, 'trust-mark-owner', 'ES256', clock),
  };
  for (const party of ['issuer', 'owner'] as const)
    await recordKeyLives(keys[party], livesOf(marks, party), clock);
  const authority = createTrustMarkAuthority({ ...parts, issuerKeys: keys.issuer, ownerKeys: keys.owner });
  const longest = Math.max(...trustMarkTypes.map((type) => type.validityDays));
  const waits = markKeyWaits(parts.announceHours, longest);
  const tools = { marks, authority, keys, waits, anchor, events, clock, knowsEntity };
  endMarksWithTheirSubjects(tools);
  const port = trustMarkPort(tools);
  return { tools, port, offer: trustMarkOffer(tools, port) };
}

/**
 * Who leaves the federation has no marks, and neither has what the hub hosts for it. Readers see that at once, for they
 * look at the entity's state; this writes it down, so that a return does not bring them back.
 */
function endMarksWithTheirSubjects(tools: TrustMarkTools): void {
  tools.events.subscribe(entityRevoked.name, async ({ data }) => {
    const { entityId, orgnr } = data as { readonly entityId: string; readonly orgnr: string };
    await revokeAll({ subject: entityId }, tools);
    await revokeAll({ beneath: hostedEntityId(tools.anchor, orgnr, '') }, tools);
  });
  tools.events.subscribe(memberChanged.name, async ({ data }) => {
    const { entityId, state } = data as { readonly entityId: string; readonly state: string };
    if (state === 'revoked') await revokeAll({ subject: entityId }, tools);
  });
}

async function revokeAll(filter: MarkFilter, tools: TrustMarkTools): Promise<void> {
  const { marks } = await tools.marks.listMarks(filter, 0, 1000);
  for (const { id: markId } of marks) {
    const reason = 'The entity has left the federation.';
    await stepTrustMark({ markId, action: 'revoke', reason, by: 'trust-framework' }, tools);
  }
}
