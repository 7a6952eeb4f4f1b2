import type { Mandate, MandateSearch, Standing } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { choices, errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import { scrollTable } from '../../../shell/table.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { partyIn } from '../number.ts';
import { perPage } from '../paging.ts';
import { nameOf } from '../party.ts';
import { oneLine } from '../plain-text.ts';
import { validity } from '../terms-view.ts';
import { type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

const path = `${handlingTemplate}/sok`;
const sides = ['grantor', 'holder'] as const;
const standings: readonly Standing[] = ['valid', 'coming', 'past'];

export function searchPage(tools: MandateTools): PageRow {
  return {
    name: 'MandateSearchPage',
    path,
    summary: 'Sök fullmakter',
    who: 'signed-in',
    show: (visit) =>
      ofOrganisation(visit, async (orgnr) => {
        // Whoever is no case handler is told so before she writes a number.
        const outcome = await tools.handling(visit, orgnr).templates({ limit: 1 });
        return outcome.kind === 'ok' ? page(visit, orgnr, {}, []) : refusedPage(visit, outcome);
      }),
  };
}

/** The answer stands on the page that the form leads to: the number is in no address. */
export function searchForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateSearch',
    path,
    summary: 'Söker fullmakter',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const search = searchIn(visit, form);
        if ('errors' in search) return page(visit, orgnr, form, search.errors);
        const outcome = await tools.handling(visit, orgnr).find(search);
        return outcome.kind === 'ok'
          ? page(visit, orgnr, form, [], outcome.value)
          : refusedPage(visit, outcome);
      }),
  };
}

function searchIn({ t }: OwnVisit, form: Form): MandateSearch | { readonly errors: readonly FieldError[] } {
  const e = t.mandateHandling.errors;
  const party = partyIn(form.number ?? '');
  const side = sides.find((one) => one === form.side);
  const standing = standings.find((one) => one === form.standing) ?? 'valid';
  const purpose = oneLine(form.purpose);
  const wrongPurpose = purpose === '' || purpose.length > 200;
  if (party !== undefined && side !== undefined && !wrongPurpose)
    return { [side]: party, standing, purpose, limit: perPage, page: pageIn(form) };
  return {
    errors: [
      ...(party === undefined ? [{ field: 'number', message: e.number }] : []),
      ...(side === undefined ? [{ field: 'side', message: e.side }] : []),
      ...(wrongPurpose ? [{ field: 'purpose', message: e.purpose }] : []),
    ],
  };
}

/** The number is in no address, so each page of what was found is asked for by a form. */
function pageIn({ page: asked = '' }: Form): number {
  return /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 1;
}

function page(
  visit: OwnVisit,
  orgnr: string,
  form: Form,
  errors: readonly FieldError[],
  found?: Page<Mandate>,
): Answer {
  const { t, href, session } = visit;
  const h = t.mandateHandling;
  const s = h.search;
  return {
    kind: 'page',
    title: s.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${s.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${s.lead}</p>
${found && results(visit, orgnr, found)}
${found && turning(visit, orgnr, form, found)}
<form class="stack" method="post" action="${href(`${handlingPath(orgnr)}/sok`)}" novalidate>${tokenField(session)}
${field({ id: 'number', label: s.number, value: form.number ?? '', required: true, numeric: true, autocomplete: 'off' }, errors, t)}
${choices({ id: 'side', legend: s.side, options: sides.map((value) => ({ value, label: s.sides[value] })), chosen: form.side ?? 'grantor' }, errors)}
${choices({ id: 'standing', legend: s.standing, options: standings.map((value) => ({ value, label: s.standings[value] })), chosen: form.standing ?? 'valid' }, errors)}
${field({ id: 'purpose', label: s.purpose, hint: s.purposeHint, value: form.purpose ?? '', required: true, autocomplete: 'off' }, errors, t)}
${submit(s.go)}</form>
<p><a class="ds-link" href="${href(handlingPath(orgnr))}">${h.back}</a></p>`,
  };
}

function results(visit: OwnVisit, orgnr: string, { items }: Page<Mandate>): Html {
  const { t, href } = visit;
  const s = t.mandateHandling.search;
  const { lists } = t.mandates;
  if (items.length === 0)
    return html`<div class="ds-alert" data-color="info" role="status"><p>${s.none}</p></div>`;
  return html`<h2 class="ds-heading" data-size="md">${s.results}</h2>
${scrollTable(
  s.results,
  [lists.what, lists.from, lists.to, lists.when, s.invalidate],
  items.map((one) => [
    html`<a class="ds-link" href="${href(`/ombud/fullmakt/${one.id}`)}">${one.title}</a>`,
    html`${nameOf(one.grantor)}`,
    html`${one.holders.map(nameOf).join(', ')}`,
    html`${validity(visit, one)}`,
    one.mayDo.includes('invalidate')
      ? html`<a class="ds-link" href="${href(`${handlingPath(orgnr)}/fullmakt/${one.id}/ogiltig`)}">${s.invalidate}<span class="ds-sr-only">: ${one.title}, ${one.holders.map(nameOf).join(', ')}</span></a>`
      : html`${t.mandates.standing[one.standing]}`,
  ]),
)}`;
}

/** The way to the pages before and after, with the same question; each is told of to the parties as a search. */
function turning(
  { t, href, session }: OwnVisit,
  orgnr: string,
  form: Form,
  { _meta: { totalRecords } }: Page<Mandate>,
): Html | undefined {
  const pages = Math.ceil(totalRecords / perPage);
  if (pages <= 1) return undefined;
  const { lists } = t.mandates;
  const { results: caption } = t.mandateHandling.search;
  const at = pageIn(form);
  const place = lists.page(at, pages);
  const asked = (['number', 'side', 'standing', 'purpose'] as const).map(
    (name) => html`<input type="hidden" name="${name}" value="${form[name] ?? ''}">`,
  );
  const button = (to: number, text: string) =>
    html`<button class="ds-button" data-variant="secondary" type="submit" name="page" value="${to}">${text}<span class="ds-sr-only">: ${caption}</span></button> `;
  return html`<nav aria-label="${caption}: ${place}"><p>${place}</p>
<form method="post" action="${href(`${handlingPath(orgnr)}/sok`)}">${tokenField(session)}${asked}
<p class="actions">${at > 1 && button(Math.min(at - 1, pages), lists.previous)}${at < pages && button(at + 1, lists.next)}</p></form></nav>`;
}
