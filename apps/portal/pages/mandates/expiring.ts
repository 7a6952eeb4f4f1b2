import type { Mandate } from '@ena/client/mandates.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit, Visit } from '../../shell/visit.ts';
import { otherSide } from './lists.ts';
import { mandatePath } from './mandate.ts';
import { type OwnLists, perList } from './own-lists.ts';
import { readAll } from './paging.ts';
import { forQuery, type MandateTools } from './tools.ts';

/** As long ahead as the mandate service reminds. */
const daysAhead = 30;
const mostCalls = 10;

interface InForce {
  readonly granted: readonly Mandate[];
  readonly received: readonly Mandate[];
  /** There are more than were looked through. */
  readonly isCut?: boolean;
}

/** All that is in force, whichever page of the lists is shown. */
export async function readExpiring(
  tools: MandateTools,
  visit: OwnVisit,
  { granted, received }: OwnLists,
): Promise<InForce> {
  if (Math.max(granted.total, received.total) <= perList.others)
    return { granted: granted.items, received: received.items };
  const read = (as: 'grantor' | 'holder') =>
    readAll(
      (slice) => tools.own(visit).mandates({ as, standing: 'valid', ...slice, ...forQuery(visit) }),
      mostCalls,
    );
  const [given, had] = await Promise.all([read('grantor'), read('holder')]);
  return {
    granted: given.kind === 'ok' ? given.value.items : granted.items,
    received: had.kind === 'ok' ? had.value.items : received.items,
    isCut: given.kind !== 'ok' || had.kind !== 'ok' || !given.value.all || !had.value.all,
  };
}

/** What runs out within the next thirty days, the nearest first. */
export function runningOut(mandates: readonly Mandate[], now: number): readonly Mandate[] {
  const last = swedishDate(now + daysAhead * 86_400_000);
  return mandates
    .filter(({ standing, validTo }) => standing === 'valid' && validTo !== undefined && validTo <= last)
    .toSorted((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''));
}

/** Reminds of it; nothing where there is nothing to remind of. */
export function expiringPart(visit: Visit, { granted, received, isCut }: InForce): Html | undefined {
  const { expiring } = visit.t.mandates;
  const ofGrantor = new Set(granted);
  const mandates = runningOut([...granted, ...received], visit.now);
  if (mandates.length === 0 && !isCut) return undefined;
  const line = (one: Mandate) => {
    const [side, words] = ofGrantor.has(one)
      ? (['holder', expiring.given] as const)
      : (['grantor', expiring.received] as const);
    const link = html`<a class="ds-link" href="${visit.href(`${mandatePath}/${one.id}`)}">${one.title}</a>`;
    return html`<li>${link}, ${words(otherSide(one, side), one.validTo ?? '')}</li>`;
  };
  return html`<div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${expiring.title}</h2>
${mandates.length > 0 && html`<p>${expiring.lead}</p><ul>${mandates.map(line)}</ul>`}
${isCut && html`<p>${expiring.cut}</p>`}</div>`;
}
