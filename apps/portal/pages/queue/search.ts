import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { FormRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { matterTable } from '../onboarding/own-part.ts';
import { type OnboardingTools, places, refusedPage } from '../onboarding/tools.ts';
import { isLegalPerson } from '../organisation/number.ts';

const path = `${places.review}/sok`;

/**
 * Every matter of one organisation, those that wait for nobody here too: an application that bars another is found
 * so. Sent as a form, since what is written may be a personal number by mistake and must stand in no address.
 */
export function queueSearch(tools: OnboardingTools): FormRow {
  return {
    name: 'QueueSearch',
    path,
    readAt: places.review,
    summary: 'Söker en organisations ärenden',
    who: 'signed-in',
    take: async (visit, form) => {
      const { t } = visit;
      const orgnr = (form.orgnr ?? '').replaceAll(/[\s-]/g, '');
      if (!isLegalPerson(orgnr))
        return page(visit, [{ field: 'orgnr', message: t.onboarding.orgnrWrong }], undefined);
      const api = tools.api(visit);
      const [outcome, types] = await Promise.all([api.mattersOf(orgnr), tools.marks.types()]);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { items } = outcome.value;
      const found =
        items.length === 0
          ? html`<p>${t.queue.none}</p>`
          : matterTable(visit, items, { at: places.review, types });
      return page(visit, [], found);
    },
  };
}

function page(visit: OwnVisit, errors: readonly FieldError[], found: Html | undefined): Answer {
  const { t, href } = visit;
  return {
    kind: 'page',
    title: t.queue.find,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${t.queue.find}</h1>
${errorSummary(errors, t)}
${found}
${searchForm(visit, errors)}
<p><a class="ds-link" href="${href(places.review)}">${t.queue.title}</a></p>`,
  };
}

export function searchForm({ t, href, session }: OwnVisit, errors: readonly FieldError[] = []): Html {
  const { queue, organisation, onboarding } = t;
  return html`<form class="stack" method="post" action="${href(path)}" role="search" aria-label="${queue.find}">${tokenField(session)}
${field({ id: 'orgnr', label: organisation.orgnr, hint: onboarding.orgnrHint, required: true, numeric: true }, errors, t)}
${submit(queue.search, 'secondary')}
</form>`;
}
