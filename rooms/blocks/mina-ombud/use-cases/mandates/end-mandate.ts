import { swedishDate } from '@ena/kernel/time.ts';
import { checkEnding, endWithDescendants } from '../../domain/ending.ts';
import type { Ending, Mandate } from '../../domain/mandate.ts';
import { type ActingPerson, actorOf } from '../actor.ts';
import { mandateEnded } from './events.ts';
import { type EndingStep, endedBy, enders } from './may-do.ts';
import { type SeenMandate, seeMandate } from './parts.ts';
import type { LifeTools } from './tools.ts';

export interface EndRequest {
  readonly id: string;
  readonly step: EndingStep;
  /** The revision that the caller has read. */
  readonly revision: number;
  readonly reason: string;
  /** For an invalidation: the relying party in whose name it is done. */
  readonly relyingParty?: string;
}

export type EndOutcome =
  /** Durable, together with the end of all that was passed on from it. */
  | { readonly kind: 'ended'; readonly seen: SeenMandate }
  | { readonly kind: 'unknown' }
  /** Someone else ends it in this way. */
  | { readonly kind: 'not-yours' }
  /** It has ended, or its last day has gone by. */
  | { readonly kind: 'over' }
  | { readonly kind: 'by-law' }
  | { readonly kind: 'changed' };

const attempts = 5;

/**
 * Ends a mandate at once. Where something that was passed on changes at the same time it is tried again; where the
 * mandate itself does, the next look at it tells what became of it.
 */
export async function endMandate(
  tools: LifeTools,
  actor: ActingPerson,
  request: EndRequest,
): Promise<EndOutcome> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const seen = await seeMandate(tools.store, actor, request.id);
    if (seen === undefined || isElsewhere(seen.mandate, request)) return { kind: 'unknown' };
    const outcome = await endOnce(tools, actor, request, seen);
    if (outcome !== undefined) return outcome;
  }
  return { kind: 'changed' };
}

/** `undefined` where the writing was raced. */
async function endOnce(
  tools: LifeTools,
  actor: ActingPerson,
  { id, step, revision, reason, relyingParty }: EndRequest,
  seen: SeenMandate,
): Promise<EndOutcome | undefined> {
  const part = enders[step].find((one) => seen.parts.includes(one));
  if (part === undefined) return { kind: 'not-yours' };
  const at = tools.clock.now();
  const day = swedishDate(at);
  const by = endedBy(part);
  const check = checkEnding(seen.mandate, by, day);
  if (check !== 'open') return { kind: check };
  if (seen.mandate.revision !== revision) return { kind: 'changed' };
  const ending: Ending = { by, person: actor.person, at, reason };
  const who = { ...actorOf(actor), ...(relyingParty !== undefined && { for: relyingParty }) };
  const descendants = await tools.store.descendants(id);
  const ended = endWithDescendants(seen.mandate, descendants, ending, who);
  if ((await tools.store.save({ mandates: ended })) === 'raced') return undefined;
  for (const { after } of ended) tellEnded(tools, after);
  return { kind: 'ended', seen: { ...seen, mandate: ended[0]?.after ?? seen.mandate } };
}

function isElsewhere({ relyingParty }: Mandate, request: EndRequest): boolean {
  return request.relyingParty !== undefined && request.relyingParty !== relyingParty.id;
}

/** To be called once the end is durable. */
export function tellEnded({ events }: Pick<LifeTools, 'events'>, { id, relyingParty, ended }: Mandate): void {
  if (ended === undefined) throw new Error('told of the end of a mandate that has not ended');
  events.publish(mandateEnded.name, { id, relyingParty: relyingParty.id, by: ended.by, at: ended.at });
}
