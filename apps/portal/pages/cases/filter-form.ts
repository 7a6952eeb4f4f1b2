import type { NamedProducer } from '@ena/client/cases.ts';
import { type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { type Filters, isChosen, start, valueFor } from './filters.ts';
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
  search: { readonly text?: string } = {},
): Html {
  const { t, href } = visit;
  const f = t.cases.filter;
  const { producer, area, standing } = filters;
  const narrowed = isChosen(filters);
  return html`<details class="ds-details filters"${(narrowed || search.text !== undefined) && html` open`}><summary>${f.title}</summary><div>
<form class="choose" method="get" action="${href(start)}">
${select('myndighet', f.producer, f.everyProducer, producersIn(given), producer)}
${select('omrade', f.area, f.everyArea, areasIn(visit, filters, given), area)}
${select('lage', f.standing, f.everyStanding, standingsIn(visit), standing && valueFor(standing))}
${submit(f.show, 'secondary')}
${narrowed && html`<a class="ds-link" href="${href(start)}">${f.clear}</a>`}
</form>
${wordsForm(visit, filters, search)}</div></details>
${narrowed && html`<p class="printed">${f.chosen} ${chosenWords(visit, filters, given)}</p>`}`;
}

/** What is looked for, and what was wrong with it. */
export function wordsForm(
  { t, href, session }: OwnVisit,
  filters: Filters,
  { text = '', errors = [] }: { readonly text?: string; readonly errors?: readonly FieldError[] },
): Html {
  const f = t.cases.filter;
  const hint = filters.standing === undefined ? f.searchHint : `${f.searchHint} ${f.searchStanding}`;
  return html`<form class="stack" method="post" action="${href(start)}" role="search">${tokenField(session)}${searchedAmong(filters)}
${field({ id: 'text', label: f.search, hint, value: text, required: true, autocomplete: 'off' }, errors, t)}
${submit(f.searchGo, 'secondary')}
</form>`;
}

/** Words are looked for where the reader has chosen to look; where a case stands is not known of what is found. */
export function searchedAmong({ producer, area }: Filters): Html {
  return html`${producer && html`<input type="hidden" name="myndighet" value="${producer}">`}${area && html`<input type="hidden" name="omrade" value="${area}">`}`;
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

/** What a printed list is a selection of. */
function chosenWords(visit: OwnVisit, filters: Filters, given: Choices): string {
  const { producer, area, standing } = filters;
  const words = [
    producersIn(given).find(({ value }) => value === producer)?.label ?? producer,
    area && areaName(visit, area, given.words),
    standing && visit.t.cases.standing[standing],
  ];
  return words.filter(Boolean).join(', ');
}

function standingsIn({ t }: OwnVisit): readonly Option[] {
  return (['action', 'ongoing', 'closed'] as const satisfies readonly Standing[]).map((standing) => ({
    value: valueFor(standing),
    label: t.cases.standing[standing],
  }));
}
