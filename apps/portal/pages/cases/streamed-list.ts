import type { MyEvent, Overview, OverviewAnswer, OverviewFailure } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { failedAlert } from './failures.ts';
import { type Gathered, gather } from './gather.ts';

/** What differs between lists that are sent as their answers come. */
export interface ListView {
  readonly windowMs: number | undefined;
  /** How one tries again. */
  readonly again: Html;
  /** What stands above the list; it can offer what is in the answers that have come. */
  above(events: readonly MyEvent[]): Promise<Html>;
  /** The list, with headings of the second level; nothing where it has no row. */
  rows(events: readonly MyEvent[]): Promise<Html | undefined>;
  /** The rows of one that came when the list had been sent. */
  lateRows(events: readonly MyEvent[]): Promise<Html | undefined>;
  /** In place of rows, when there is none; `whole`: everyone has answered, so that it can be said that there are none. */
  none(whole: boolean): Html;
  /** What is said of an answer that leaves something out. */
  older(answer: OverviewAnswer): Html | undefined;
  /** What stands below. */
  below(count: { readonly late: number; readonly rows: boolean }): Html | undefined;
}

/** The list in the pieces in which it becomes known: the gathered first, then each late answer, then who failed. */
export async function* streamedList(visit: Visit, overview: Overview, view: ListView): AsyncGenerator<Html> {
  yield askedWords(visit, overview);
  const sofar = { late: 0, rows: false, failed: false };
  for await (const got of gather(overview.lines, view.windowMs)) {
    if (got.kind !== 'late' && got.failures.length > 0) sofar.failed = true;
    if (got.kind === 'first') yield await firstPiece(visit, view, got, sofar);
    if (got.kind === 'late') yield await latePiece(visit, view, got.answer, sofar);
    if (got.kind === 'last') yield lastPiece(visit, overview, view, got, sofar);
  }
}

interface SoFar {
  late: number;
  rows: boolean;
  failed: boolean;
}

function askedWords({ t }: Visit, { producers }: Overview): Html {
  const { asking, askingNobody } = t.cases;
  return html`<p class="asked">${producers.length === 0 ? askingNobody : asking(producers.length)}</p>`;
}

/** Failures that are known before the list stand before it. */
async function firstPiece(
  visit: Visit,
  view: ListView,
  { answers, failures }: Extract<Gathered, { kind: 'first' }>,
  sofar: SoFar,
): Promise<Html> {
  const events = answers.flatMap((answer) => answer.events);
  const rows = await view.rows(events);
  sofar.rows ||= rows !== undefined;
  return html`${await view.above(events)}
${failedAlert(visit, 'failed', { failures, isBroken: false }, view.again)}
${rows}
${answers.map((answer) => leavesOut(answer) && view.older(answer))}`;
}

async function latePiece(visit: Visit, view: ListView, answer: OverviewAnswer, sofar: SoFar): Promise<Html> {
  const rows = await view.lateRows(answer.events);
  const older = leavesOut(answer) && view.older(answer);
  if (rows === undefined) return html`${older}`;
  sofar.late += 1;
  sofar.rows = true;
  return html`<section class="late"><h2 class="ds-heading" data-size="md">${visit.t.cases.list.late(answer.producer.name)}</h2>
${rows}
${older}</section>`;
}

function lastPiece(
  visit: Visit,
  { producers }: Overview,
  view: ListView,
  { failures, isBroken }: { readonly failures: readonly OverviewFailure[]; readonly isBroken: boolean },
  sofar: SoFar,
): Html {
  const isWhole = !sofar.failed && !isBroken;
  return html`${!sofar.rows && view.none(isWhole)}
${failedAlert(visit, 'failed-later', { failures, isBroken }, view.again)}
${isWhole && producers.length > 0 && html`<p class="answered">${visit.t.cases.list.answered(producers.length)}</p>`}
${view.below(sofar)}`;
}

function leavesOut({ total, events }: OverviewAnswer): boolean {
  return total > events.length;
}
