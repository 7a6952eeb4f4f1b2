import type { MyEvent, Overview, OverviewAnswer } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { caseRows } from './case-rows.ts';
import { againLink } from './failures.ts';
import { filterForms } from './filter-form.ts';
import {
  areasIn,
  chosen,
  type Filters,
  filtersIn,
  isChosen,
  listPath,
  mayHold,
  questionOf,
  start,
} from './filters.ts';
import { type CaseOnPage, casesIn, inOrder } from './grouping.ts';
import { heading } from './heading.ts';
import { type ListView, streamedList } from './streamed-list.ts';
import { type CaseTools, forParty, ofChosen, onBehalf, refusedPage } from './tools.ts';

/** Every case of the one whom the reader chose, at every authority, in one list. */
export function casesPage(tools: CaseTools): PageRow {
  return {
    name: 'CasesPage',
    path: start,
    summary: 'Mina ärenden',
    who: 'signed-in',
    show: (visit) =>
      ofChosen(tools, visit, async (whose) => {
        const filters = filtersIn(visit.query);
        const asking = new AbortController();
        const question = { ...forParty(whose), ...questionOf(filters) };
        const outcome = await tools.as(visit).overview(question, asking.signal);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return page(tools, visit, filters, outcome.value, asking);
      }),
  };
}

function page(
  tools: CaseTools,
  visit: OwnVisit,
  filters: Filters,
  overview: Overview,
  asking: AbortController,
): Answer {
  const { title, lead } = visit.t.cases;
  return {
    kind: 'stream',
    title,
    ...onBehalf(visit),
    content: async function* (left) {
      left.addEventListener('abort', () => asking.abort());
      yield heading(visit, { title, lead, party: overview.for });
      yield* streamedList(visit, overview, view(tools, visit, filters, overview));
    },
  };
}

function view(tools: CaseTools, visit: OwnVisit, filters: Filters, overview: Overview): ListView {
  const seen = { dates: false };
  const casesOf = (events: readonly MyEvent[]) => {
    const cases = inOrder(chosen(casesIn(events), filters));
    seen.dates ||= cases.some(({ toDo }) => toDo?.due !== undefined);
    return cases;
  };
  const wordsFor = (events: readonly MyEvent[]) => tools.areaWords(areasIn(events), visit.now);
  return {
    windowMs: filters.inOne ? undefined : tools.windowMs,
    again: againLink(visit, listPath(filters)),
    above: async (events) => {
      const areas = areasIn(events);
      const asked = filters.area === undefined ? areas : [...areas, filters.area];
      const words = await tools.areaWords(asked, visit.now);
      return filterForms(visit, filters, { producers: mayHold(overview), areas, words });
    },
    rows: async (events) => {
      const cases = casesOf(events);
      return cases.length === 0 ? undefined : sections(visit, filters, cases, await wordsFor(events));
    },
    lateRows: async (events) => {
      const cases = casesOf(events);
      return cases.length === 0 ? undefined : caseRows(visit, cases, await wordsFor(events));
    },
    none: (whole) => nothing(visit, filters, whole),
    older: (answer) => older(visit, answer),
    below: ({ late, rows }) => below(visit, filters, { late, dates: rows && seen.dates }),
  };
}

/** So many fit on a page before the reader asks for more; what waits for her is always there. */
const mostRows = 100;

function sections(
  visit: OwnVisit,
  filters: Filters,
  cases: readonly CaseOnPage[],
  words: Awaited<ReturnType<CaseTools['areaWords']>>,
): Html {
  const { list } = visit.t.cases;
  const action = cases.filter(({ standing }) => standing === 'action');
  const rest = cases.slice(action.length);
  const shown = filters.all ? rest : rest.slice(0, mostRows);
  const total = cases.length;
  return html`${action.length > 0 && html`<h2 class="ds-heading" data-size="md">${list.action}</h2>${caseRows(visit, action, words)}`}
${rest.length > 0 && html`<h2 class="ds-heading" data-size="md">${action.length > 0 ? list.rest : list.restAlone}</h2>${caseRows(visit, shown, words)}`}
${shown.length < rest.length && html`<p>${list.more(action.length + shown.length, total)} <a class="ds-link" href="${visit.href(listPath({ ...filters, all: true }))}">${list.all}</a></p>`}`;
}

function nothing({ t, href }: OwnVisit, filters: Filters, whole: boolean): Html {
  const { none, noneLead, noneOthers, noneAnswered, noneChosen, unfiltered } = t.cases.list;
  if (!whole) return html`<p>${noneAnswered}</p>`;
  if (isChosen(filters))
    return html`<p>${noneChosen} <a class="ds-link" href="${href(start)}">${unfiltered}</a></p>`;
  return html`<h2 class="ds-heading" data-size="md">${none}</h2><p>${noneLead}</p>
<p>${noneOthers} <a class="ds-link" href="${href(`${start}/vem`)}">${t.cases.whose.choose}</a></p>`;
}

function older({ t }: OwnVisit, { producer, events, total }: OverviewAnswer): Html {
  return html`<p>${t.cases.list.older(producer.name, events.length, total)}</p>`;
}

function below(
  visit: OwnVisit,
  filters: Filters,
  has: { readonly late: number; readonly dates: boolean },
): Html | undefined {
  if (has.late === 0 && !has.dates) return undefined;
  const { list } = visit.t.cases;
  const inOne = listPath({ ...filters, inOne: true });
  return html`<ul class="links foot">
${has.late > 0 && html`<li><a class="ds-link" href="${visit.href(inOne)}">${list.inOne}</a></li>`}
${has.dates && html`<li><a class="ds-link" href="${visit.href(`${start}/kalender`)}">${list.calendar}</a><span class="hint"> ${list.calendarLead}</span></li>`}
</ul>`;
}
