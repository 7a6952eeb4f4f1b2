import type { CaseParty } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { start } from './filters.ts';

/** The page's heading, and whose cases it shows. */
export function heading(
  { t, href }: OwnVisit,
  { title, lead, party }: { readonly title: string; readonly lead?: string; readonly party: CaseParty },
): Html {
  const { seesFor, own, byMandate, change, whose } = t.cases;
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
<p>${seesFor} <strong>${party.kind === 'self' ? own : party.name}</strong>. ${party.by === 'mandate' && html`${byMandate} `}<a class="ds-link change" href="${href(`${start}/vem`)}">${change}<span class="ds-sr-only"> (${whose.title})</span></a></p>`;
}
