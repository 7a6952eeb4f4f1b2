import type { MyEvent, Overview, OverviewAnswer } from '@ena/client/cases.ts';
import { errorSummary, type FieldError, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { FormRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { casePath } from './case-rows.ts';
import { longDate } from './dates.ts';
import { filterForms, searchedAmong, wordsForm } from './filter-form.ts';
import { areasIn, type Filters, filtersIn, isChosen, mayHold, start } from './filters.ts';
import { newestFirst, refOf } from './grouping.ts';
import { heading } from './heading.ts';
import { type ListView, streamedList } from './streamed-list.ts';
import { type CaseTools, forParty, ofChosen, onBehalf, refusedPage } from './tools.ts';
import { veilNote } from './veil-note.ts';
import { type AreaWords, inLanguageOf, kindWords } from './words.ts';

const longest = 200;
const mostHits = 100;

/** Words come in the body and leave no trace in addresses; the answer is the page with what was found. */
export function searchForm(tools: CaseTools): FormRow {
  return {
    name: 'CaseSearch',
    path: start,
    summary: 'Söker bland mina ärenden',
    who: 'signed-in',
    take: (visit, form) => {
      const text = (form.text ?? '').trim().replaceAll(/\s+/g, ' ');
      const { searchMissing, searchTooLong } = visit.t.cases.filter;
      if (text === '') return Promise.resolve(wrong(visit, form, searchMissing));
      if (text.length > longest) return Promise.resolve(wrong(visit, form, searchTooLong));
      return found(tools, visit, { text, among: amongIn(form) });
    },
  };
}

interface Search {
  readonly text: string;
  readonly among: Filters;
}

/** The authority and the area. */
function amongIn({ myndighet = '', omrade = '' }: Form): Filters {
  return filtersIn({ myndighet, omrade });
}

function wrong(visit: OwnVisit, form: Form, message: string): Answer {
  const { t } = visit;
  const errors: readonly FieldError[] = [{ field: 'text', message }];
  return {
    kind: 'page',
    title: t.cases.filter.search,
    status: 422,
    isError: true,
    ...onBehalf(visit),
    content: html`<h1 class="ds-heading" data-size="lg">${t.cases.filter.search}</h1>
${errorSummary(errors, t)}
${wordsForm(visit, amongIn(form), { text: form.text ?? '', errors })}
${back(visit)}`,
  };
}

function found(tools: CaseTools, visit: OwnVisit, search: Search): Promise<Answer> {
  const { text, among } = search;
  return ofChosen(tools, visit, async (whose) => {
    const asking = new AbortController();
    const question = { ...forParty(whose), ...questionAmong(among), text, limit: most };
    const outcome = await tools.as(visit).overview(question, asking.signal);
    if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
    const overview = outcome.value;
    const { results, searched, searchedAmong: only } = visit.t.cases.filter;
    return {
      kind: 'stream',
      title: results,
      ...onBehalf(visit),
      content: async function* (left) {
        left.addEventListener('abort', () => asking.abort());
        yield html`${heading(visit, { title: results, party: overview.for })}
<p>${searched} <strong>${text}</strong>. ${isChosen(among) && only}</p>`;
        yield* streamedList(visit, overview, view(tools, visit, overview, search));
      },
    };
  });
}

/** Newest hits of each producer. */
const most = 1000;

function questionAmong({ producer, area }: Filters) {
  return {
    ...(producer !== undefined && { producers: [producer] }),
    ...(area !== undefined && { types: [area] }),
  };
}

function view(tools: CaseTools, visit: OwnVisit, overview: Overview, search: Search): ListView {
  const { text, among } = search;
  const { filter } = visit.t.cases;
  const rows = async (events: readonly MyEvent[]) =>
    events.length === 0 ? undefined : eventRows(tools, visit, events);
  return {
    windowMs: tools.windowMs,
    again: againButton(visit, search),
    above: async (events) => {
      const areas = areasIn(events);
      const asked = among.area === undefined ? areas : [...areas, among.area];
      const words = await tools.areaWords(asked, visit.now);
      return filterForms(visit, among, { producers: mayHold(overview), areas, words }, { text });
    },
    rows: async (events) => {
      const list = await rows(events);
      return list && html`<h2 class="ds-heading" data-size="md">${filter.hits}</h2>${list}`;
    },
    lateRows: rows,
    none: () => html`<p>${filter.noHits}</p>`,
    older: (answer) => older(visit, answer),
    below: () => back(visit),
  };
}

/** Producers are asked for all the hits that they find; where there are fewer, not everything was looked through. */
function older({ t }: OwnVisit, { producer, events }: OverviewAnswer): Html {
  const { olderHits, olderNotSearched } = t.cases.filter;
  const words =
    events.length < most ? olderNotSearched(producer.name) : olderHits(producer.name, events.length);
  return html`<p>${words}</p>`;
}

/** Single events: where their cases stand is not known from what was found. */
async function eventRows(tools: CaseTools, visit: OwnVisit, events: readonly MyEvent[]): Promise<Html> {
  const words = await tools.areaWords(areasIn(events), visit.now);
  const { most } = visit.t.cases.filter;
  return html`<ul class="cases">${events
    .toSorted((a, b) => newestFirst(a.at, b.at))
    .slice(0, mostHits)
    .map((event) => eventRow(visit, event, words))}</ul>
${events.length > mostHits && html`<p>${most(mostHits, events.length)}</p>`}`;
}

function eventRow(visit: OwnVisit, event: MyEvent, words: AreaWords): Html {
  const { producer } = event;
  const kind = kindWords(visit, event, words);
  return html`<li class="case">
<h3><a class="ds-link" href="${visit.href(casePath({ producer, ref: refOf(event) }))}"${inLanguageOf(visit, event)}>${event.title}</a></h3>
<p class="facts"><span>${producer.name}</span> ${kind && html`<span>${kind}</span> `}<span><time datetime="${event.at}">${longDate(visit.language, event.at)}</time></span></p>
${event.retracted && html`<p><span class="ds-tag" data-color="danger" data-size="sm">${visit.t.cases.retracted}</span></p>`}
${veilNote(visit, event, visit.t.cases.veiled)}</li>`;
}

/** The same words once more; an address cannot carry them. */
function againButton({ t, href, session }: OwnVisit, { text, among }: Search): Html {
  return html`<form method="post" action="${href(start)}">${tokenField(session)}${searchedAmong(among)}<input type="hidden" name="text" value="${text}">
<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">${t.cases.failed.again}</button></form>`;
}

function back({ t, href }: OwnVisit): Html {
  return html`<p><a class="ds-link" href="${href(start)}">${t.cases.filter.back}</a></p>`;
}
