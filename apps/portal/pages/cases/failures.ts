import type { OverviewFailure } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';

/** Who did not answer, by name, and what to do; nothing where everyone has. */
export function failedAlert(
  visit: Visit,
  id: string,
  { failures, isBroken }: { readonly failures: readonly OverviewFailure[]; readonly isBroken: boolean },
  again: Html,
): Html | undefined {
  if (failures.length === 0 && !isBroken) return undefined;
  const { failed } = visit.t.cases;
  return html`<section class="ds-alert" data-color="warning" aria-labelledby="${id}"><h2 class="ds-heading" data-size="xs" id="${id}">${failed.title}</h2>
${failures.map((failure) => html`<p>${failureWords(visit, failure)} ${failed.without}</p>`)}
${isBroken && html`<p>${failed.broken}</p>`}
<div class="again">${again}</div></section>`;
}

/** The way back to the same page. */
export function againLink({ t, href }: Visit, path: string): Html {
  return html`<a class="ds-link" href="${href(path)}">${t.cases.failed.again}</a>`;
}

export function failureWords({ t }: Visit, { producer, reason }: OverviewFailure): string {
  const words = t.cases.failed[reason] ?? t.cases.failed.unreachable;
  return words(producer.name);
}
