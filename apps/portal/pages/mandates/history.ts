import type { MandateChange } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { reasonPart } from './reason.ts';

/** What happened, oldest first: when, what, who and why. */
export function historyPart(visit: OwnVisit, changes: readonly MandateChange[]): Html {
  const { history } = visit.t.mandates;
  if (changes.length === 0) return html`<p>${history.empty}</p>`;
  return html`<ol class="history">${changes.map(
    (
      one,
    ) => html`<li><p>${minuteTime(one.at)}: <strong>${changeOf(visit, one)}</strong>, ${byWhom(visit, one)}</p>
${reasonPart(visit, one)}</li>`,
  )}</ol>`;
}

function changeOf({ t }: OwnVisit, { change }: MandateChange): string {
  const { changes } = t.mandates.history;
  return Object.hasOwn(changes, change) ? changes[change as keyof typeof changes] : changes.other;
}

function byWhom({ t }: OwnVisit, { by }: MandateChange): string {
  const { by: kinds, onBehalf } = t.mandates.history;
  const kind = Object.hasOwn(kinds, by.kind) ? kinds[by.kind as keyof typeof kinds] : kinds.system;
  const named = by.kind === 'person' || by.kind === 'system' ? (by.name ?? kind) : kind;
  return by.for === undefined ? named : `${named} ${onBehalf(written(by.for))}`;
}
