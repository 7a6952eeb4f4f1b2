import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { daysLeft, dueDay, longDate } from './dates.ts';
import { casesAt } from './filters.ts';
import { type CaseOnPage, isNew, type Standing, type ToDo } from './grouping.ts';
import { veilNote } from './veil-note.ts';
import { type AreaWords, inLanguageOf, kindWords, worded } from './words.ts';

/** A case's own page, without the language. */
export function casePath({ producer, ref }: Pick<CaseOnPage, 'producer' | 'ref'>): string {
  return `${casesAt}/${encodeURIComponent(producer.id)}/${encodeURIComponent(ref)}`;
}

/** Cases as a list of links, each with what its reader needs to choose one. */
export function caseRows(visit: Visit, cases: readonly CaseOnPage[], words: AreaWords): Html {
  return html`<ul class="cases">${cases.map((one) => row(visit, one, words))}</ul>`;
}

function row(visit: Visit, one: CaseOnPage, words: AreaWords): Html {
  const { latest, producer } = one;
  const kind = kindWords(visit, latest, words);
  return html`<li class="case">
<h3><a class="ds-link" href="${visit.href(casePath(one))}"${inLanguageOf(visit, latest)}>${latest.title}</a></h3>
<p class="facts"><span>${producer.name}</span> ${kind && html`<span>${kind}</span> `}<span><time datetime="${latest.at}">${longDate(visit.language, latest.at)}</time></span></p>
${marks(visit, one)}
${veilNote(visit, latest, visit.t.cases.veiled) ?? toDoWords(visit, one)}
</li>`;
}

/** Under a veil the words of what to do are the veil's own, which already stand as the title. */
function toDoWords(visit: Visit, { toDo }: CaseOnPage): Html | undefined {
  if (toDo?.text === undefined) return undefined;
  return veilNote(visit, toDo.event, visit.t.cases.veiledToDo) ?? html`<p>${worded(visit, toDo.text)}</p>`;
}

const colours: Readonly<Record<Standing, string>> = {
  action: 'warning',
  ongoing: 'info',
  closed: 'neutral',
};

export function standingTag({ t }: Visit, standing: Standing): Html {
  return html`<span class="ds-tag" data-color="${colours[standing]}" data-size="sm">${t.cases.standing[standing]}</span>`;
}

function marks(visit: Visit, { standing, toDo, events, latest }: CaseOnPage): Html {
  const { t } = visit;
  return html`<p class="marks">${standingTag(visit, standing)}
${events.some((event) => isNew(event, visit.now)) && html` <span class="ds-tag" data-color="success" data-size="sm">${t.cases.isNew}</span>`}
${latest.retracted && html` <span class="ds-tag" data-color="danger" data-size="sm">${t.cases.retracted}</span>`}
${toDo && html` ${dueWords(visit, toDo)}`}</p>`;
}

/** When it is due, in words that say how soon; nothing where there is no date. */
export function dueWords({ t, language, now }: Visit, { due: given }: ToDo): Html | undefined {
  const due = Date.parse(given ?? '');
  if (Number.isNaN(due)) return undefined;
  const written = dueDay(language, due);
  const left = daysLeft(due, now);
  const sooner = left === 0 ? t.cases.dueToday : left === 1 ? t.cases.dueTomorrow : undefined;
  if (due < now) return html`<strong class="overdue">${t.cases.overdue(written)}</strong>`;
  return html`<strong>${t.cases.due(written)}</strong>${sooner && html` <span>(${sooner})</span>`}`;
}
