import type { Check, Summary, Verdict } from '@ena/client/verify/verdict.ts';
import type { Language, Texts } from './texts.ts';

/** The element with this id; the page has it, or the page is not ours. */
export function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`no element ${id}`);
  return found;
}

/** The verdict in one sentence: the heading, and what a screen reader hears. */
export function sentence(verdict: Verdict, t: Texts): string {
  return { passed: t.holds, warned: t.holdsWith, failed: t.fails }[outcomeOf(verdict)];
}

/** Everything from a file is put in as text, never as markup. */
export function showVerdict(verdict: Verdict, language: Language, t: Texts): void {
  const { summary, checks } = verdict;
  const heading = element('verdict');
  heading.textContent = `${signs[outcomeOf(verdict)]} ${sentence(verdict, t)}`;
  heading.className = `verdict ${outcomeOf(verdict)}`;
  const why = reasons(verdict, language, t);
  element('problem').hidden = why.length === 0;
  element('problem').replaceChildren(...why.map((text) => make('li', text)));
  element('summary').hidden = summary === undefined;
  element('claims').textContent = verdict.ok ? t.proven : t.claimed;
  element('facts').replaceChildren(...(summary === undefined ? [] : facts(summary, t).map(showFact)));
  element('checks').replaceChildren(...checks.map((check) => showCheck(check, language, t)));
  element('result').hidden = false;
}

/** The first fault of evidence that fails, the reservations of evidence that holds. */
function reasons(verdict: Verdict, language: Language, t: Texts): readonly string[] {
  const { firstProblem, checks } = verdict;
  if (firstProblem !== undefined)
    return [`${t.first}: ${firstProblem.title[language]}. ${firstProblem.detail[language]}`];
  return checks.filter(({ ok }) => ok === 'warning').map(({ detail }) => detail[language]);
}

function outcomeOf(verdict: Verdict): 'passed' | 'warned' | 'failed' {
  if (!verdict.ok) return 'failed';
  return verdict.checks.some(({ ok }) => ok === 'warning') ? 'warned' : 'passed';
}

function facts(summary: Summary, t: Texts): readonly (readonly [string, string])[] {
  const { consumer, provider, status } = summary;
  return [
    [t.asker, `${organisation(consumer)}, ${t.system} ${consumer.system}`],
    [t.asked, `${organisation(provider)}, ${t.service} ${provider.service}`],
    [t.what, summary.operation],
    [t.when, readable(summary.when)],
    [t.purpose, summary.purpose],
    [t.legalBasis, summary.legalBasis],
    [t.subject, summary.hasSubject ? t.subjectYes : t.subjectNo],
    [t.outcome, status === undefined ? t[summary.outcome] : `${t[summary.outcome]} (${status})`],
    [t.stamped, summary.timeStamp === undefined ? t.pending : readable(summary.timeStamp)],
    [t.record, t[summary.role]],
    [t.exchange, summary.exchangeId],
  ];
}

function organisation(party: { readonly orgnr: string; readonly name: string | undefined }): string {
  const number = `${party.orgnr.slice(0, 6)}-${party.orgnr.slice(6)}`;
  return party.name === undefined ? number : `${party.name} (${number})`;
}

/** `2026-03-02T10:00:00+01:00` → `2026-03-02 10:00:00`. */
function readable(time: string): string {
  return time.slice(0, 19).replace('T', ' ');
}

function showFact([term, value]: readonly [string, string]): HTMLElement {
  const pair = document.createElement('div');
  pair.append(make('dt', term), make('dd', value));
  return pair;
}

function showCheck(check: Check, language: Language, t: Texts): HTMLElement {
  const state = stateOf(check);
  const item = document.createElement('li');
  const heading = make('h4', `${check.title[language]} `);
  const badge = make('span', `${signs[state]} ${t[state]}`);
  badge.className = `badge ${state}`;
  heading.append(badge);
  item.dataset.check = check.id;
  item.dataset.state = state;
  item.append(heading, make('p', check.detail[language]));
  return item;
}

type State = 'passed' | 'warned' | 'failed' | 'skipped';

const signs: Readonly<Record<State, string>> = { passed: '✓', warned: '!', failed: '✗', skipped: '–' };

function stateOf({ ok, skipped }: Check): State {
  if (skipped) return 'skipped';
  if (ok === 'warning') return 'warned';
  return ok ? 'passed' : 'failed';
}

function make(tag: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
