import { type Html, html } from '../shell/html.ts';
import type { PageRow } from '../shell/rows.ts';
import { minuteTime } from '../shell/time.ts';
import type { Visit } from '../shell/visit.ts';

/** `cases`: whether the hub runs what the person's cases are read from. */
export function personPage(cases: boolean): PageRow {
  return {
    name: 'PersonPage',
    path: '/privat',
    summary: 'För privatpersoner',
    who: 'anyone',
    show: async (visit) => ({ kind: 'page', title: visit.t.person.title, content: content(visit, cases) }),
  };
}

function content(visit: Visit, cases: boolean): Html {
  const { person, cases: c } = visit.t;
  return html`<h1 class="ds-heading" data-size="lg">${person.title}</h1>
<p class="lead">${person.lead}</p>
${
  cases &&
  html`<h2 class="ds-heading" data-size="md"><a class="ds-link" href="${visit.href('/arenden')}">${c.title}</a></h2>
<p>${c.lead}</p>`
}
${own(visit)}
<h2 class="ds-heading" data-size="md">${person.privacy}</h2>
<p>${person.privacyLead}</p>`;
}

function own({ t, session, href }: Visit): Html {
  const { person } = t;
  if (session === undefined) return html`<p>${person.out}</p>`;
  const level = session.person.loa === undefined ? person.levelUnknown : String(session.person.loa);
  return html`<h2 class="ds-heading" data-size="md">${person.identity}</h2>
<dl><dt>${person.name}</dt><dd>${session.person.name}</dd>
<dt>${person.level}</dt><dd>${level}</dd>
<dt>${person.since}</dt><dd>${minuteTime(session.begunAt)}</dd></dl>
<h2 class="ds-heading" data-size="md">${person.assignments}</h2>
<p><a class="ds-link" href="${href('/foretrad')}">${t.actFor.title}</a></p>`;
}
