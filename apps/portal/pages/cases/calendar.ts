import type { Overview } from '@ena/client/cases.ts';
import { messagePage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { findCase } from './case.ts';
import { casePath } from './case-rows.ts';
import { isWholeDay } from './dates.ts';
import { casesAt, start } from './filters.ts';
import { gather } from './gather.ts';
import { type CaseOnPage, casesIn, inOrder } from './grouping.ts';
import { type CalendarEntry, icalendar } from './icalendar.ts';
import { type CaseTools, forParty, ofChosen, refusedPage } from './tools.ts';
import { plain } from './words.ts';

const path = `${start}/kalender`;

/** Every date when something has to be done, as a file for a calendar. */
export function calendarFile(tools: CaseTools): PageRow {
  return {
    name: 'CaseCalendar',
    path,
    summary: 'Mina ärendens sista dagar, som kalenderfil',
    who: 'signed-in',
    show: (visit) =>
      ofChosen(tools, visit, async (whose) => {
        const outcome = await tools.as(visit).overview({ ...forParty(whose), limit: 1000 });
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        const { cases, missing } = await whole(visit, outcome.value);
        if (missing.length > 0 && visit.query.utan !== 'ja') return partialPage(visit, missing);
        return file(tools, visit, inOrder(cases), 'arenden.ics');
      }),
  };
}

export function caseCalendarFile(tools: CaseTools): PageRow {
  return {
    name: 'OneCaseCalendar',
    path: `${casesAt}/:producer/:ref/kalender`,
    summary: 'Ett ärendes sista dag, som kalenderfil',
    who: 'signed-in',
    show: (visit) =>
      ofChosen(tools, visit, async (whose) => {
        const found = await findCase(tools, visit, whose);
        return found.kind === 'answer' ? found.answer : file(tools, visit, [found.case], 'arende.ics');
      }),
  };
}

/** All that came, and who did not answer. */
async function whole(visit: OwnVisit, overview: Overview) {
  const missing: string[] = [];
  let cases: readonly CaseOnPage[] = [];
  for await (const got of gather(overview.lines, undefined)) {
    if (got.kind === 'first') cases = casesIn(got.answers.flatMap(({ events }) => events));
    if (got.kind !== 'late') missing.push(...got.failures.map(({ producer }) => producer.name));
    if (got.kind === 'last' && got.isBroken) missing.push(visit.t.cases.calendar.broken);
  }
  return { cases, missing };
}

/** A file cannot say that it is not whole, so the page does. */
function partialPage({ t, href }: OwnVisit, missing: readonly string[]): Answer {
  const { partial: title, partialLead, without } = t.cases.calendar;
  return messagePage({
    title,
    lead: partialLead(missing.join(', ')),
    status: 503,
    links: [
      { to: href(path), text: t.errors.tryAgain },
      { to: href(`${path}?utan=ja`), text: without },
      { to: href(start), text: t.cases.case.back },
    ],
  });
}

function file(tools: CaseTools, visit: OwnVisit, cases: readonly CaseOnPage[], name: string): Answer {
  const entries = cases.flatMap((one) => entryOf(tools, visit, one));
  if (entries.length > 0) {
    return { kind: 'file', name, type: 'text/calendar', text: icalendar(entries, visit.language) };
  }
  const { none: title, noneLead: lead } = visit.t.cases.calendar;
  const links = [{ to: visit.href(start), text: visit.t.cases.case.back }];
  return messagePage({ title, lead, status: 404, links });
}

/** A to-do that its reader may not see says no more than the title that stands for it. */
function entryOf({ publicUrl }: CaseTools, visit: OwnVisit, one: CaseOnPage): readonly CalendarEntry[] {
  const { toDo, producer, latest, ref } = one;
  const due = Date.parse(toDo?.due ?? '');
  if (toDo === undefined || Number.isNaN(due)) return [];
  const { hostname } = new URL(publicUrl);
  const what = toDo.text === undefined ? latest.title : plain(visit.language, toDo.text);
  return [
    {
      uid: `${producer.id}-${ref}@${hostname}`,
      saidAt: Date.parse(toDo.event.at) || 0,
      due,
      isWholeDay: isWholeDay(due),
      summary: `${producer.name}: ${what}`,
      description: latest.title,
      url: publicUrl + visit.href(casePath(one)),
    },
  ];
}
