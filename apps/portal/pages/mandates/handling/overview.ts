import type { Statistics, Template } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../../shell/html.ts';
import type { PageRow } from '../../../shell/rows.ts';
import { scrollTable } from '../../../shell/table.ts';
import type { OwnVisit } from '../../../shell/visit.ts';
import { written } from '../../organisation/number.ts';
import { pageLinks, pageNumber, perPage, readAll } from '../paging.ts';
import { type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

/** What a case handler of a relying party has: templates, searches, paper, and how many there are. */
export function handlingPage(tools: MandateTools): PageRow {
  return {
    name: 'MandateHandlingPage',
    path: handlingTemplate,
    summary: 'Handläggning av fullmakter hos en organisation',
    who: 'signed-in',
    show: (visit) =>
      ofOrganisation(visit, async (orgnr) => {
        const api = tools.handling(visit, orgnr);
        const [templates, statistics, organisations] = await Promise.all([
          api.templates({ limit: perPage, page: pageNumber(visit) }),
          api.statistics(),
          readAll((slice) => tools.own(visit).organisations(slice)),
        ]);
        if (templates.kind !== 'ok') return refusedPage(visit, templates);
        const own = organisations.kind === 'ok' ? organisations.value.items : [];
        const title = visit.t.mandateHandling.title(
          own.find((one) => one.orgnr === orgnr)?.name ?? written(orgnr),
        );
        return {
          kind: 'page',
          title,
          content: content(visit, {
            orgnr,
            title,
            templates: templates.value,
            statistics: statistics.kind === 'ok' ? statistics.value : undefined,
          }),
        };
      }),
  };
}

interface Shown {
  readonly orgnr: string;
  readonly title: string;
  readonly templates: Page<Template>;
  readonly statistics: Statistics | undefined;
}

function content(visit: OwnVisit, { orgnr, title, templates, statistics }: Shown): Html {
  const { t, href } = visit;
  const h = t.mandateHandling;
  const at = (to: string) => href(`${handlingPath(orgnr)}/${to}`);
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="lead">${h.lead}</p>
<p class="actions"><a class="ds-button" href="${at('sok')}">${h.search.title}</a>
<a class="ds-button" data-variant="secondary" href="${at('papper')}">${h.paper.title}</a>
<a class="ds-button" data-variant="secondary" href="${at('mall')}">${h.make}</a></p>
<h2 class="ds-heading" data-size="md">${h.templates}</h2>
${templateTable(visit, orgnr, templates.items)}
${pageLinks(visit, { path: handlingPath(orgnr), total: templates._meta.totalRecords, caption: h.templates })}
<h2 class="ds-heading" data-size="md">${h.national}</h2>
<p>${h.nationalLead}</p>
<p><a class="ds-button" data-variant="secondary" href="${at('nationella')}">${h.nationalShow}</a></p>
<h2 class="ds-heading" data-size="md">${h.statistics.title}</h2>
${statistics === undefined ? html`<p>${t.shell.unavailable}</p>` : statisticsTable(visit, statistics)}`;
}

function templateTable({ t, href }: OwnVisit, orgnr: string, templates: readonly Template[]): Html {
  const h = t.mandateHandling;
  if (templates.length === 0) return html`<p>${h.noTemplates}</p>`;
  return scrollTable(
    h.templates,
    [h.template, h.version, h.state],
    templates.map(({ id, version, state, content: { title }, adoptedFrom }) => [
      html`<a class="ds-link" href="${href(`${handlingPath(orgnr)}/mall/${id}`)}">${title}</a>${adoptedFrom && html` (${h.adopted})`}`,
      html`${version}`,
      html`${h.states[state]}`,
    ]),
  );
}

function statisticsTable({ t }: OwnVisit, { templates }: Statistics): Html {
  const s = t.mandateHandling.statistics;
  if (templates.length === 0) return html`<p>${s.none}</p>`;
  return scrollTable(
    s.title,
    [t.mandateHandling.template, s.valid, s.coming, s.past, s.signed, s.paper, s.law],
    templates.map(({ title, template, standing, basis }) => [
      html`${title} (${t.mandateHandling.version} ${template.version})`,
      ...[standing.valid, standing.coming, standing.past, basis.signed, basis.paper, basis.law].map(
        (count) => html`${count}`,
      ),
    ]),
  );
}
