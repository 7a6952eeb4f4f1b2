import type { Mandate } from '@ena/client/mandates.ts';
import { swedishDate } from '@ena/kernel/time.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { otherSide } from './lists.ts';
import { mandatePath } from './mandate.ts';

/** As long ahead as the mandate service reminds. */
const daysAhead = 30;

/** What runs out within the next thirty days, the nearest first. */
export function runningOut(mandates: readonly Mandate[], now: number): readonly Mandate[] {
  const last = swedishDate(now + daysAhead * 86_400_000);
  return mandates
    .filter(({ standing, validTo }) => standing === 'valid' && validTo !== undefined && validTo <= last)
    .toSorted((a, b) => (a.validTo ?? '').localeCompare(b.validTo ?? ''));
}

/** Reminds of it; nothing where there is nothing to remind of. */
export function expiringPart(
  visit: Visit,
  { granted, received }: { readonly granted: readonly Mandate[]; readonly received: readonly Mandate[] },
): Html | undefined {
  const { expiring } = visit.t.mandates;
  const ofGrantor = new Set(granted);
  const mandates = runningOut([...granted, ...received], visit.now);
  if (mandates.length === 0) return undefined;
  const line = (one: Mandate) => {
    const [side, words] = ofGrantor.has(one)
      ? (['holder', expiring.given] as const)
      : (['grantor', expiring.received] as const);
    const link = html`<a class="ds-link" href="${visit.href(`${mandatePath}/${one.id}`)}">${one.title}</a>`;
    return html`<li>${link}, ${words(otherSide(one, side), one.validTo ?? '')}</li>`;
  };
  return html`<div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${expiring.title}</h2>
<p>${expiring.lead}</p><ul>${mandates.map(line)}</ul></div>`;
}
