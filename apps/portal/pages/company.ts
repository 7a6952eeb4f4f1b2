import { type Html, html } from '../shell/html.ts';
import type { PageRow } from '../shell/rows.ts';
import type { Visit } from '../shell/visit.ts';

/** `cases`: whether the hub runs what a company's cases are read from. */
export function companyPage(cases: boolean): PageRow {
  return {
    name: 'CompanyPage',
    path: '/foretag',
    summary: 'För företag',
    who: 'anyone',
    show: async (visit) => ({ kind: 'page', title: visit.t.company.title, content: content(visit, cases) }),
  };
}

function content({ t, href }: Visit, cases: boolean): Html {
  const { company, cases: c } = t;
  return html`<h1 class="ds-heading" data-size="lg">${company.title}</h1>
<p class="lead">${company.lead}</p>
${
  cases &&
  html`<h2 class="ds-heading" data-size="md"><a class="ds-link" href="${href('/arenden/vem')}">${c.toCompany}</a></h2>
<p>${c.toCompanyLead}</p>`
}
<h2 class="ds-heading" data-size="md">${company.joinTitle}</h2>
<p>${company.joinLead}</p>
<p><a class="ds-link" href="${href('/organisation')}">${company.join}</a></p>
<h2 class="ds-heading" data-size="md">${company.dataTitle}</h2>
<p>${company.dataLead}</p>`;
}
