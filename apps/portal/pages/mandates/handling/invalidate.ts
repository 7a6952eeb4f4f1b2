import { errorSummary, type FieldError, field, submit, tokenField } from '../../../shell/form.ts';
import { html } from '../../../shell/html.ts';
import { notFoundPage } from '../../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../../shell/visit.ts';
import { mandatePath } from '../mandate.ts';
import { oneLine } from '../plain-text.ts';
import { reasonFault } from '../reason.ts';
import { signaturesPart } from '../signatures.ts';
import { termsView } from '../terms-view.ts';
import { isId, isRevision, type MandateTools, refusedPage } from '../tools.ts';
import { handlingPath, handlingTemplate, ofOrganisation } from './paths.ts';

const path = `${handlingTemplate}/fullmakt/:id/ogiltig`;

/** A case handler ends a mandate: the page says what ends, and asks for the reason that the parties are told. */
export function invalidatePage(tools: MandateTools): PageRow {
  return {
    name: 'InvalidateMandatePage',
    path,
    summary: 'Ogiltigförklara en fullmakt',
    who: 'signed-in',
    show: (visit) => ofOrganisation(visit, (orgnr) => page(tools, visit, orgnr, '', [])),
  };
}

export function invalidateForm(tools: MandateTools): FormRow {
  return {
    name: 'InvalidateMandate',
    path,
    summary: 'Ogiltigförklarar en fullmakt',
    who: 'signed-in',
    take: (visit, form) =>
      ofOrganisation(visit, async (orgnr) => {
        const { id } = visit.params;
        if (!isId(id) || !isRevision(form.revision)) return notFoundPage(visit);
        const reason = oneLine(form.reason);
        const message = reasonFault(visit, reason);
        if (message !== undefined) return page(tools, visit, orgnr, reason, [{ field: 'reason', message }]);
        const outcome = await tools.handling(visit, orgnr).invalidate(id, Number(form.revision), reason);
        if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
        return { kind: 'redirect', to: `${mandatePath}/${id}` };
      }),
  };
}

async function page(
  tools: MandateTools,
  visit: OwnVisit,
  orgnr: string,
  written: string,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { t, href, session, params } = visit;
  const { id } = params;
  if (!isId(id)) return notFoundPage(visit);
  const outcome = await tools.own(visit).mandate(id);
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  const mandate = outcome.value;
  if (!mandate.mayDo.includes('invalidate')) return { kind: 'redirect', to: `${mandatePath}/${id}` };
  const { invalidate: words, reason } = t.mandateHandling;
  return {
    kind: 'page',
    title: words.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${words.title}</h1>
${errorSummary(errors, t)}
<div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${mandate.title}</h2><p>${words.lead}</p></div>
${termsView(visit, mandate)}
<form class="stack" method="post" action="${href(`${handlingPath(orgnr)}/fullmakt/${id}/ogiltig`)}" novalidate>${tokenField(session)}<input type="hidden" name="revision" value="${mandate.revision}">
${field({ id: 'reason', label: reason, value: written, required: true, autocomplete: 'off' }, errors, t)}
<p class="actions">${submit(words.go)}
<a class="ds-button" data-variant="secondary" href="${href(`${mandatePath}/${id}`)}">${words.keep}</a></p></form>
${signaturesPart(visit, mandate)}`,
  };
}
