import type { NamedProducer } from '@ena/client/cases.ts';
import { type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { type Filters, start, valueFor } from './filters.ts';
import type { Standing } from './grouping.ts';
import { type AreaWords, areaName } from './words.ts';

/** What there is to choose from. */
export interface Choices {
  readonly producers: readonly NamedProducer[];
  readonly areas: readonly string[];
  readonly words: AreaWords;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

/**
 * Two forms: choices are an address that can be kept, words to search for are sent in the body, for they may name
 * someone.
 */
export function filterForms(
  visit: OwnVisit,
  filters: Filters,
  given: Choices,
  search: { readonly text?: string; readonly errors?: readonly FieldError[] } = {},
): Html {
  const { t, href, session } = visit;
  const f = t.cases.filter;
  const { producer, area, standing } = filters;
  const isChosen = producer !== undefined || area !== undefined || standing !== undefined;
  const { text, errors = [] } = search;
  return html`<details class="ds-details filters"${(isChosen || text !== undefined) && html` open`}><summary>${f.title}</summary><div>
<form class="choose" method="get" action="${href(start)}">
${select('myndighet', f.producer, f.everyProducer, producersIn(given), producer)}
${select('omrade', f.area, f.everyArea, areasIn(visit, filters, given), area)}
${select('lage', f.standing, f.everyStanding, standingsIn(visit), standing && valueFor(standing))}
${submit(f.show, 'secondary')}
${isChosen && html`<a class="ds-link" href="${href(start)}">${f.clear}</a>`}
</form>
<form class="stack" method="post" action="${href(start)}" role="search">${tokenField(session)}
${field({ id: 'text', label: f.search, hint: f.searchHint, value: text ?? '', required: true, autocomplete: 'off' }, errors, t)}
${submit(f.searchGo, 'secondary')}
</form></div></details>`;
}

function select(
  id: string,
  label: string,
  every: string,
  options: readonly Option[],
  chosen: string | undefined,
): Html {
  return html`<div class="ds-field"><label class="ds-label" for="${id}">${label}</label>
<select class="ds-input" id="${id}" name="${id}"><option value="">${every}</option>${options.map(
    ({ value, label: name }) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`,
  )}</select></div>`;
}

function producersIn({ producers }: Choices): readonly Option[] {
  const options = producers.map(({ id, name }) => ({ value: id, label: name }));
  return options.toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}

/** What has been chosen stays to choose, also when no answer has anything of it. */
function areasIn(visit: OwnVisit, { area }: Filters, { areas, words }: Choices): readonly Option[] {
  const all = [...new Set(area === undefined ? areas : [area, ...areas])];
  const options = all.map((one) => ({ value: one, label: areaName(visit, one, words) }));
  return options.toSorted((a, b) => a.label.localeCompare(b.label, 'sv'));
}

function standingsIn({ t }: OwnVisit): readonly Option[] {
  return (['action', 'ongoing', 'closed'] as const satisfies readonly Standing[]).map((standing) => ({
    value: valueFor(standing),
    label: t.cases.standing[standing],
  }));
}
