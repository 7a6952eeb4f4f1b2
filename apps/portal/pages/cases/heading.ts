import type { CaseParty } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { start } from './filters.ts';

/** The page's heading, and whose cases it shows. */
export function heading({ t, href }: OwnVisit, title: string, party: CaseParty): Html {
  const { seesFor, own, change, whose, lead } = t.cases;
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="lead">${lead}</p>
<p>${seesFor} <strong>${party.kind === 'self' ? own : party.name}</strong>. <a class="ds-link" href="${href(`${start}/vem`)}">${change}<span class="ds-sr-only"> (${whose.title})</span></a></p>`;
}
