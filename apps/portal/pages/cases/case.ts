import type { MyEvent, OverviewLine } from '@ena/client/cases.ts';
import { address, type Html, html } from '../../shell/html.ts';
import { messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { casePath, dueWords, standingTag } from './case-rows.ts';
import { eventItem, hostOf } from './event-view.ts';
import { areasIn, casesAt, isProducerId, start } from './filters.ts';
import { type CaseOnPage, casesIn, refOf } from './grouping.ts';
import { type CaseTools, forParty, isRef, ofChosen, onBehalf, refusedPage, type Whose } from './tools.ts';
import { veilNote } from './veil-note.ts';
import { areaName, inLanguageOf, worded } from './words.ts';

/** One case as what has happened in it, newest first. */
export function casePage(tools: CaseTools): PageRow {
  return {
    name: 'CasePage',
    path: `${casesAt}/:producer/:ref`,
    summary: 'Ett av mina ärenden',
    who: 'signed-in',
    show: (visit) =>
      ofChosen(tools, visit, async (whose) => {
        const found = await findCase(tools, visit, whose);
        if (found.kind === 'answer') return found.answer;
        await markSeen(tools, visit, whose, found.case);
        return page(visit, found, await areaOn(tools, visit, found.case));
      }),
  };
}

export type FoundCase =
  | {
      readonly kind: 'found';
      readonly case: CaseOnPage;
      /** Its producer may hold older events of it. */
      readonly hasOlder: boolean;
    }
  /** Why there is nothing to show. */
  | { readonly kind: 'answer'; readonly answer: Answer };

/** The case of the address, or the event that stands alone under that name. */
export async function findCase(tools: CaseTools, visit: OwnVisit, whose: Whose): Promise<FoundCase> {
  const { producer, ref } = visit.params;
  if (!isProducerId(producer) || !isRef(ref)) return { kind: 'answer', answer: notFoundPage(visit) };
  const question = { ...forParty(whose), producers: [producer], case: ref, limit: 1000 };
  const outcome = await tools.as(visit).overview(question);
  if (outcome.kind !== 'ok') return { kind: 'answer', answer: refusedPage(visit, outcome) };
  const { events, hasOlder, failed } = await all(outcome.value.lines);
  if (failed !== undefined) return { kind: 'answer', answer: awayPage(visit, failed) };
  const [found] = casesIn(events.filter((event) => refOf(event) === ref));
  if (found === undefined) return { kind: 'answer', answer: gonePage(visit) };
  return { kind: 'found', case: found, hasOlder: hasOlder && found.latest.case !== undefined };
}

interface Told {
  readonly events: readonly MyEvent[];
  readonly hasOlder: boolean;
  /** Who did not answer; empty where that is not known. */
  readonly failed?: string;
}

async function all(lines: AsyncIterable<OverviewLine>): Promise<Told> {
  const events: MyEvent[] = [];
  let hasOlder = false;
  for await (const line of lines) {
    if (line.kind === 'answer') {
      events.push(...line.events);
      hasOlder ||= line.total > line.events.length;
    }
    if (line.kind === 'failure') return { events, hasOlder, failed: line.producer.name };
    if (line.kind === 'broken') return { events, hasOlder, failed: '' };
  }
  return { events, hasOlder };
}

function awayPage(visit: OwnVisit, name: string): Answer {
  const { away, awayLead, awayUnknown, back } = visit.t.cases.case;
  return messagePage({
    title: away(name === '' ? awayUnknown : name),
    lead: awayLead,
    status: 503,
    links: [
      { to: visit.href(visit.path), text: visit.t.errors.tryAgain },
      { to: visit.href(start), text: back },
    ],
  });
}

function gonePage({ t, href }: OwnVisit): Answer {
  const { gone: title, goneLead: lead, back: text } = t.cases.case;
  return messagePage({ title, lead, status: 404, links: [{ to: href(start), text }] });
}

const seenAtOnce = 200;

/**
 * To open a case is to see its events; not those behind a veil, and not when a browser fetches the page ahead of its
 * reader. A call that fails loses a mark and nothing else.
 */
async function markSeen(
  tools: CaseTools,
  visit: OwnVisit,
  whose: Whose,
  { events }: CaseOnPage,
): Promise<void> {
  const refs = events
    .filter(({ seenAt, veiledBelow }) => seenAt === undefined && veiledBelow === undefined)
    .map(({ ref }) => ref);
  if (refs.length === 0 || visit.isPrefetch) return;
  await tools.as(visit).markSeen(refs.slice(0, seenAtOnce), whose.party);
}

/** That of the last event that says one. */
async function areaOn(
  tools: CaseTools,
  visit: OwnVisit,
  { latest, events }: CaseOnPage,
): Promise<string | undefined> {
  const [area] = areasIn([latest, ...events]);
  return area && areaName(visit, area, await tools.areaWords([area], visit.now));
}

function page(
  visit: OwnVisit,
  { case: one, hasOlder }: Extract<FoundCase, { kind: 'found' }>,
  area: string | undefined,
): Answer {
  const { t, href } = visit;
  const c = t.cases.case;
  const { latest, events } = one;
  return {
    kind: 'page',
    title: latest.title,
    ...onBehalf(visit),
    content: html`<h1 class="ds-heading" data-size="lg"${inLanguageOf(visit, latest)}>${latest.title}</h1>
${facts(visit, one, area)}
${toDo(visit, one)}
<h2 class="ds-heading" data-size="md">${c.history}</h2>
<ol class="timeline" reversed>${events.map((event) => eventItem(visit, event))}</ol>
${hasOlder && html`<p>${c.older}</p>`}
<p class="back"><a class="ds-link" href="${href(start)}">${c.back}</a></p>`,
  };
}

function facts(visit: OwnVisit, one: CaseOnPage, area: string | undefined): Html {
  const { t } = visit;
  const c = t.cases.case;
  const { latest, progress, producer } = one;
  return html`<dl class="case-facts"><div><dt>${c.producer}</dt><dd>${producer.name}</dd></div>
${area && html`<div><dt>${c.area}</dt><dd>${area}</dd></div>`}
${latest.case && html`<div><dt>${c.numbers[latest.case.kind] ?? c.numbers['producer-reference']}</dt><dd>${latest.case.id}</dd></div>`}
<div><dt>${c.standing}</dt><dd>${standingTag(visit, one.standing)}</dd></div>
${progress !== undefined && html`<div><dt id="progress">${c.progress}</dt><dd><progress max="100" value="${progress}" aria-labelledby="progress"></progress> ${c.percent(progress)}</dd></div>`}</dl>`;
}

function toDo(visit: OwnVisit, one: CaseOnPage): Html | undefined {
  if (one.standing !== 'action') return undefined;
  const { t, href } = visit;
  const c = t.cases.case;
  const { toDo: todo, producer } = one;
  return html`<section class="ds-alert" data-color="warning" aria-labelledby="to-do"><h2 class="ds-heading" data-size="sm" id="to-do">${c.toDo}</h2>
${(todo && veilNote(visit, todo.event, t.cases.veiledToDo)) ?? html`<p>${todo?.text === undefined ? c.toDoUnknown : worded(visit, todo.text)}</p>`}
${todo?.due !== undefined && html`<p>${dueWords(visit, todo)}</p>`}
${todo?.link !== undefined && html`<p><a class="ds-button" href="${address(todo.link)}">${c.act(producer.name)}</a> ${hostOf(todo.link)}</p>`}
${todo?.due !== undefined && html`<p class="save"><a class="ds-link" href="${href(`${casePath(one)}/kalender`)}">${c.calendar}</a></p>`}</section>`;
}
