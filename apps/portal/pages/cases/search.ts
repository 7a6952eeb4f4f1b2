import type { MyEvent, Overview } from '@ena/client/cases.ts';
import { errorSummary, type FieldError, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { FormRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { casePath } from './case-rows.ts';
import { longDate } from './dates.ts';
import { filterForms } from './filter-form.ts';
import { areasIn, filtersIn, start } from './filters.ts';
import { newestFirst, refOf } from './grouping.ts';
import { heading } from './heading.ts';
import { type ListView, streamedList } from './streamed-list.ts';
import { type CaseTools, forParty, ofChosen, onBehalf, refusedPage } from './tools.ts';
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
      if (text === '') return Promise.resolve(wrong(visit, text, searchMissing));
      if (text.length > longest) return Promise.resolve(wrong(visit, text, searchTooLong));
      return found(tools, visit, text);
    },
  };
}

function wrong(visit: OwnVisit, text: string, message: string): Answer {
  const { t } = visit;
  const errors: readonly FieldError[] = [{ field: 'text', message }];
  const nothing = { producers: [], areas: [], words: new Map() };
  return {
    kind: 'page',
    title: t.cases.filter.search,
    status: 422,
    isError: true,
    ...onBehalf(visit),
    content: html`<h1 class="ds-heading" data-size="lg">${t.cases.filter.search}</h1>
${errorSummary(errors, t)}
${filterForms(visit, filtersIn({}), nothing, { text, errors })}
${back(visit)}`,
  };
}

function found(tools: CaseTools, visit: OwnVisit, text: string): Promise<Answer> {
  return ofChosen(tools, visit, async (whose) => {
    const asking = new AbortController();
    const question = { ...forParty(whose), text, limit: 1000 };
    const outcome = await tools.as(visit).overview(question, asking.signal);
    if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
    const overview = outcome.value;
    const { results, searched } = visit.t.cases.filter;
    return {
      kind: 'stream',
      title: results,
      ...onBehalf(visit),
      content: async function* (left) {
        left.addEventListener('abort', () => asking.abort());
        yield html`${heading(visit, results, overview.for)}
<p>${searched} <strong>${text}</strong>.</p>`;
        yield* streamedList(visit, overview, view(tools, visit, overview, text));
      },
    };
  });
}

function view(tools: CaseTools, visit: OwnVisit, overview: Overview, text: string): ListView {
  const { filter } = visit.t.cases;
  const rows = async (events: readonly MyEvent[]) =>
    events.length === 0 ? undefined : eventRows(tools, visit, events);
  return {
    windowMs: tools.windowMs,
    again: againButton(visit, text),
    above: async (events) => {
      const areas = areasIn(events);
      const words = await tools.areaWords(areas, visit.now);
      const choices = { producers: overview.producers, areas, words };
      return filterForms(visit, filtersIn({}), choices, { text });
    },
    rows: async (events) => {
      const list = await rows(events);
      return list && html`<h2 class="ds-heading" data-size="md">${filter.hits}</h2>${list}`;
    },
    lateRows: rows,
    none: () => html`<p>${filter.noHits}</p>`,
    below: () => back(visit),
  };
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
</li>`;
}

/** The same words once more; an address cannot carry them. */
function againButton({ t, href, session }: OwnVisit, text: string): Html {
  return html`<form method="post" action="${href(start)}">${tokenField(session)}<input type="hidden" name="text" value="${text}">
<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">${t.cases.failed.again}</button></form>`;
}

function back({ t, href }: OwnVisit): Html {
  return html`<p><a class="ds-link" href="${href(start)}">${t.cases.filter.back}</a></p>`;
}
