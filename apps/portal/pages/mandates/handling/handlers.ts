import type { NamedParty } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../../shell/visit.ts';
import { partyIn } from '../number.ts';
import { pageLinks, pageNumber, perPage } from '../paging.ts';
import { nameOf, shownParty } from '../party.ts';
import { type MandateTools, refusedPage, slugOf, start } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

const path = `${handlingTemplate}/handlaggare`;

/** Who the case handlers are, for someone who represents the organisation. */
export function handlersPage(tools: MandateTools): PageRow {
  return {
    name: 'MandateHandlersPage',
    path,
    summary: 'Handläggare av fullmakter',
    who: 'signed-in',
    show: (visit) => ofOrganisation(visit, (orgnr) => page(tools, visit, orgnr, {}, [])),
  };
}

export function addHandlerForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateHandler',
    path,
    summary: 'Lägger till en handläggare',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const e = visit.t.mandateHandling.errors;
        const party = partyIn(form.number ?? '');
        const [givenName = '', name = ''] = [form['given-name'], form['family-name']].map((one) =>
          (one ?? '').trim(),
        );
        const wrong = party?.kind !== 'person' && party?.kind !== 'coordinated';
        const errors: FieldError[] = [
          ...(wrong ? [{ field: 'number', message: e.personalNumber }] : []),
          ...(name === '' ? [{ field: 'family-name', message: e.name }] : []),
        ];
        if (errors.length > 0 || party === undefined) return page(tools, visit, orgnr, form, errors);
        const handler = { ...party, name, ...(givenName !== '' && { givenName }) };
        const outcome = await tools.own(visit).addHandler(orgnr, handler);
        if (outcome.kind === 'ok') return { kind: 'redirect', to: `${handlingPath(orgnr)}/handlaggare` };
        if (slugOf(outcome) !== 'handler-number') return refusedPage(visit, outcome);
        return page(tools, visit, orgnr, form, [{ field: 'number', message: e.personalNumber }]);
      }),
  };
}

export function removeHandlerForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateHandlerRemoval',
    path: `${path}/bort`,
    readAt: path,
    summary: 'Tar bort en handläggare',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const party = partyIn(form.number ?? '');
        if (party === undefined) return { kind: 'redirect', to: `${handlingPath(orgnr)}/handlaggare` };
        const outcome = await tools.own(visit).removeHandler(orgnr, party);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${handlingPath(orgnr)}/handlaggare` };
      }),
  };
}

async function page(
  tools: MandateTools,
  visit: OwnVisit,
  orgnr: string,
  form: Form,
  errors: readonly FieldError[],
): Promise<Answer> {
  const outcome = await tools.own(visit).handlers(orgnr, { limit: perPage, page: pageNumber(visit) });
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  const { t, href, session } = visit;
  const { handlers: h } = t.mandateHandling;
  return {
    kind: 'page',
    title: h.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${h.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${h.lead}</p>
${list(visit, orgnr, outcome.value.items)}
${pageLinks(visit, { path: `${handlingPath(orgnr)}/handlaggare`, total: outcome.value._meta.totalRecords, caption: h.title })}
<h2 class="ds-heading" data-size="md">${h.add}</h2>
<form class="stack" method="post" action="${href(`${handlingPath(orgnr)}/handlaggare`)}" novalidate>${tokenField(session)}
${field({ id: 'number', label: h.number, hint: h.numberHint, value: form.number ?? '', required: true, numeric: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'given-name', label: h.givenName, value: form['given-name'] ?? '', required: false, autocomplete: 'off' }, errors, t)}
${field({ id: 'family-name', label: h.familyName, value: form['family-name'] ?? '', required: true, autocomplete: 'off' }, errors, t)}
${submit(h.add)}</form>
<p><a class="ds-link" href="${href(start)}">${t.mandates.errors.back}</a></p>`,
  };
}

function list(visit: OwnVisit, orgnr: string, handlers: readonly NamedParty[]): Html {
  const { t, href, session } = visit;
  const { handlers: h } = t.mandateHandling;
  if (handlers.length === 0) return html`<p>${h.none}</p>`;
  return html`<ul>${handlers.map(
    (one) => html`<li>${shownParty(visit, one)}
<form class="inline" method="post" action="${href(`${handlingPath(orgnr)}/handlaggare/bort`)}">${tokenField(session)}<input type="hidden" name="number" value="${one.id}">
<button class="ds-button" data-variant="tertiary" data-size="sm" type="submit">${h.remove}<span class="ds-sr-only">: ${nameOf(one)}</span></button></form></li>`,
  )}</ul>`;
}
