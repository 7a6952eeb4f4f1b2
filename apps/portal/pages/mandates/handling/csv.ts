import type { ImportReport } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import { messagePage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { importReasonsSv } from '../../../texts/import-reasons.ts';
import type { Language } from '../../../texts/language.ts';
import { type MandateTools, refusedPage, slugOf, start } from '../tools.ts';
import { type CsvText, csvText } from './csv-text.ts';
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

/** As much as the API takes of a list. */
const largestFile = 1_048_576;

/** The rows come as a file or in a field, each by a plain form. */
export function csvForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateList',
    path,
    summary: 'Gör utkast av en lista',
    who: 'signed-in',
    largestFile,
    take: (visit, form, file) =>
      ofOrganisation(visit, async (orgnr) => {
        const again = (message: string) =>
          page(visit, orgnr, form, [{ field: file === undefined ? 'rows' : 'file', message }]);
        const { errors } = visit.t.mandateHandling;
        const list = listIn(form, file);
        if (list === undefined) return again(file === undefined ? errors.rows : errors.fileAndRows);
        if (Buffer.byteLength(list.text) > largestFile) return again(errors.fileLarge);
        const outcome = await tools.own(visit).importProposals(orgnr, list.text);
        if (outcome.kind === 'ok') return page(visit, orgnr, {}, [], { ...outcome.value, ...list });
        if (slugOf(outcome) !== 'csv-heading') return refusedPage(visit, outcome);
        return again(file === undefined ? errors.heading : errors.fileHeading);
      }),
  };
}

/** One of the two; nothing where neither came, or both. */
function listIn(form: Form, file: Uint8Array | undefined): CsvText | undefined {
  const rows = (form.rows ?? '').trim();
  if (file !== undefined) return rows === '' ? csvText(file) : undefined;
  return rows === '' ? undefined : { text: rows, letters: 'utf-8' };
}

type Report = ImportReport & Pick<CsvText, 'letters'>;

function page(
  visit: OwnVisit,
  orgnr: string,
  form: Form,
  errors: readonly FieldError[],
  report?: Report,
): Answer {
  const { t, href } = visit;
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
${importForm(visit, at, form, errors)}
<p><a class="ds-link" href="${href(start)}">${t.mandates.errors.back}</a></p>`,
  };
}

function importForm({ t, session }: OwnVisit, at: string, form: Form, errors: readonly FieldError[]): Html {
  const { csv } = t.mandateHandling;
  return html`<p>${csv.columns}</p>
<form class="stack" method="post" action="${at}" enctype="multipart/form-data" novalidate>${tokenField(session)}
${field({ id: 'file', label: csv.file, hint: csv.fileHint, required: false, accept: '.csv,text/csv' }, errors, t)}
${field({ id: 'rows', label: csv.rows, hint: csv.rowsHint, value: form.rows ?? '', required: false, rows: 8 }, errors, t)}
${submit(csv.go)}</form>`;
}

/** What became of each row. */
function reportPart({ t, language }: OwnVisit, { made, refused, letters }: Report): Html {
  const { csv } = t.mandateHandling;
  return html`<div class="ds-alert" data-color="${refused.length > 0 ? 'warning' : 'success'}" role="status"><p>${csv.made(made.length)}</p>${letters === 'guessed' && html`<p>${csv.guessed}</p>`}</div>
${
  refused.length > 0 &&
  html`<h2 class="ds-heading" data-size="md">${csv.refused}</h2>
<ul>${refused.map(({ line, column, code, reason }) => html`<li>${csv.place(line, column)}: ${whyRefused(language, code, reason)}</li>`)}</ul>`
}`;
}

/** In the reader's language; a code that is new to the portal in the API's own words. */
function whyRefused(language: Language, code: string, reason: string): Html {
  const swedish = language === 'sv' ? importReasonsSv[code] : undefined;
  return swedish === undefined ? html`<span lang="en">${reason}</span>` : html`${swedish}`;
}
