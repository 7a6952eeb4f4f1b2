import { type Html, html } from '../shell/html.ts';
import type { PageRow } from '../shell/rows.ts';
import type { Visit } from '../shell/visit.ts';

export const startPage: PageRow = {
  name: 'StartPage',
  path: '/',
  summary: 'Startsidan',
  who: 'anyone',
  show: async (visit) => ({ kind: 'page', title: visit.t.start.title, content: content(visit) }),
};

function content({ t, href }: Visit): Html {
  const { start, shell } = t;
  const audiences = [
    ['/privat', shell.person, start.personLead],
    ['/foretag', shell.company, start.companyLead],
    ['/organisation', shell.organisation, start.organisationLead],
  ] as const;
  const more = [
    ['/det-har-kors', shell.status, start.statusLead],
    ['/bevis', shell.verify, start.verifyLead],
  ] as const;
  const card = ([to, name, lead]: readonly [string, string, string]) =>
    html`<li class="ds-card"><h2 class="ds-heading" data-size="sm"><a class="ds-link" href="${href(to)}">${name}</a></h2><p>${lead}</p></li>`;
  return html`<h1 class="ds-heading" data-size="lg">${start.title}</h1>
<p class="lead">${start.lead}</p>
<ul class="cards">${audiences.map(card)}</ul>
<h2 class="ds-heading" data-size="md">${start.more}</h2>
<ul class="links">${more.map(([to, name, lead]) => html`<li><a class="ds-link" href="${href(to)}">${name}</a>: ${lead}</li>`)}</ul>`;
}
