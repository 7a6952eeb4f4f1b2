import type { ImportReport } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import { messagePage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import { scrollTable } from '../../../shell/table.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { type MandateTools, refusedPage, slugOf, start } from '../tools.ts';
import { ofOrganisation } from './paths.ts';

const path = `${start}/organisation/:orgnr/lista`;

/** An organisation's mandates as a list, out and in. */
export const csvPage: PageRow = {
  name: 'MandateListPage',
  path,
  summary: 'Organisationens fullmakter som lista',
  who: 'signed-in',
  show: (visit) => ofOrganisation(visit, async (orgnr) => page(visit, orgnr, {}, [])),
};

export function csvFile(tools: MandateTools): PageRow {
  return {
    name: 'MandateListFile',
    path: `${path}/fil`,
    summary: 'Organisationens fullmakter, som fil',
    who: 'signed-in',
    show: (visit) =>
      ofOrganisation(visit, async (orgnr) => {
        const outcome = await tools.own(visit).exportMandates(orgnr);
        if (outcome.kind !== 'ok')
          return slugOf(outcome) === 'not-alone' ? notAlonePage(visit, orgnr) : refusedPage(visit, outcome);
        return { kind: 'file', name: `fullmakter-${orgnr}.csv`, text: outcome.value, type: 'text/csv' };
      }),
  };
}

function notAlonePage({ t, href }: OwnVisit, orgnr: string): Answer {
  const { notAlone: title, notAloneLead: lead, title: text } = t.mandateHandling.csv;
  const links = [{ to: href(`${start}/organisation/${orgnr}/lista`), text }];
  return messagePage({ title, lead, status: 403, links });
}

/** The rows come in a field and not as a file, so that nothing but plain forms is needed. */
export function csvForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateList',
    path,
    summary: 'Gör utkast av en lista',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const e = visit.t.mandateHandling.errors;
        const rows = (form.rows ?? '').trim();
        if (rows === '') return page(visit, orgnr, form, [{ field: 'rows', message: e.rows }]);
        const outcome = await tools.own(visit).importProposals(orgnr, rows);
        if (outcome.kind === 'ok') return page(visit, orgnr, {}, [], outcome.value);
        if (slugOf(outcome) !== 'csv-heading') return refusedPage(visit, outcome);
        return page(visit, orgnr, form, [{ field: 'rows', message: e.heading }]);
      }),
  };
}

function page(
  visit: OwnVisit,
  orgnr: string,
  form: Form,
  errors: readonly FieldError[],
  report?: ImportReport,
): Answer {
  const { t, href, session } = visit;
  const { csv } = t.mandateHandling;
  const at = href(`${start}/organisation/${orgnr}/lista`);
  return {
    kind: 'page',
    title: csv.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${csv.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${csv.lead}</p>
${report && reportPart(visit, report)}
<p><a class="ds-button" href="${at}/fil">${csv.export}</a></p><p>${csv.exportHint}</p>
<h2 class="ds-heading" data-size="md">${csv.import}</h2>
<p>${csv.importLead}</p>
<form class="stack" method="post" action="${at}" novalidate>${tokenField(session)}
${field({ id: 'rows', label: csv.rows, hint: csv.rowsHint, value: form.rows ?? '', required: true, rows: 8 }, errors, t)}
${submit(csv.go)}</form>
<p><a class="ds-link" href="${href(start)}">${t.mandates.errors.back}</a></p>`,
  };
}

/** What became of each row. */
function reportPart({ t }: OwnVisit, { made, refused }: ImportReport): Html {
  const { csv } = t.mandateHandling;
  return html`<div class="ds-alert" data-color="${refused.length > 0 ? 'warning' : 'success'}" role="status"><p>${csv.made(made.length)}</p></div>
${
  refused.length > 0 &&
  scrollTable(
    csv.refused,
    [csv.line, csv.column, csv.why],
    refused.map(({ line, column, reason }) => [
      html`${line}`,
      html`${column ?? '–'}`,
      html`<span lang="en">${reason}</span>`,
    ]),
  )
}`;
}
