import { address, type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Visit } from '../../shell/visit.ts';
import { accessibilityRegister, type Defect, type Register, type Situation, situations } from './register.ts';

/** Where Digg takes complaints; every statement must lead there. */
const complaints = 'https://www.digg.se/tdosanmalan';

/** The statement with the eleven parts that the act asks for, made from the register of known defects. */
export const accessibilityPage: PageRow = {
  name: 'AccessibilityStatement',
  path: '/tillganglighet',
  summary: 'Tillgänglighetsredogörelse',
  who: 'anyone',
  show: async (visit) => ({
    kind: 'page',
    title: visit.t.accessibility.title,
    content: renderStatement(visit, accessibilityRegister),
  }),
};

export function renderStatement(visit: Visit, register: Register): Html {
  const { t, language } = visit;
  const a = t.accessibility;
  return html`<h1 class="ds-heading" data-size="lg">${a.title}</h1>
<p class="lead">${a.lead(register.actor[language], register.service[language])}</p>
<h2 class="ds-heading" data-size="md">${a.statusTitle}</h2>
<p>${a[register.compliance]}</p>
<p>${a.standard}</p>
<h2 class="ds-heading" data-size="md">${a.defects}</h2>
${register.defects.length === 0 ? html`<p>${a.noDefects}</p>` : situations.map((it) => situationPart(visit, it, register))}
<h2 class="ds-heading" data-size="md">${a.unreasonable}</h2>
${texts(register.unreasonable, a.noUnreasonable, language)}
<h2 class="ds-heading" data-size="md">${a.outside}</h2>
${texts(register.outside, a.noOutside, language)}
<h2 class="ds-heading" data-size="md">${a.method}</h2>
<p>${a.methods[register.method]}. ${register.methodText[language]}</p>
<dl><dt>${a.assessed}</dt><dd>${register.assessedOn}</dd><dt>${a.updated}</dt><dd>${register.updatedOn}</dd></dl>
<h2 class="ds-heading" data-size="md">${a.report}</h2>
<p>${a.reportLead}</p>
<p><a class="ds-link" href="${address(register.report.url)}">${a.report}</a></p>
<h2 class="ds-heading" data-size="md">${a.supervision}</h2>
<p>${a.supervisionLead}</p>
<p><a class="ds-link" href="${complaints}">${a.supervisionLink}</a></p>`;
}

function situationPart({ t, language }: Visit, situation: Situation, register: Register): Html | undefined {
  const found = register.defects.filter((defect) => defect.situations.includes(situation));
  if (found.length === 0) return undefined;
  return html`<h3 class="ds-heading" data-size="xs">${t.accessibility.situations[situation]}</h3>
<ul class="cards">${found.map((defect) => defectCard(defect, t, language))}</ul>`;
}

function defectCard(defect: Defect, t: Visit['t'], language: Visit['language']): Html {
  const a = t.accessibility;
  return html`<li class="ds-card"><dl>
<dt>${a.what}</dt><dd>${defect.what[language]}</dd>
<dt>${a.reason}</dt><dd>${defect.reason[language]}</dd>
<dt>${a.criterion}</dt><dd>${defect.criterion}</dd>
<dt>${a.since}</dt><dd>${defect.since}</dd>
<dt>${a.planned}</dt><dd>${defect.planned ?? a.notPlanned}</dd>
</dl></li>`;
}

function texts(items: readonly Register['actor'][], none: string, language: Visit['language']): Html {
  if (items.length === 0) return html`<p>${none}</p>`;
  return html`<ul>${items.map((it) => html`<li>${it[language]}</li>`)}</ul>`;
}
