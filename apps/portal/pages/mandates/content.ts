import type { Proposal, Template } from '@ena/client/mandates.ts';
import { errorSummary, type FieldError, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { shownParty } from './party.ts';
import { proposalPath } from './proposal.ts';
import { stepsPart } from './steps.ts';
import { fieldErrors } from './terms-errors.ts';
import { termsFields } from './terms-form.ts';
import { actedFor, isId, isRevision, type MandateTools, pointedAt, refusedPage } from './tools.ts';
import { type Content, contentIn, contentOf, partiesOf } from './wanted.ts';

const path = `${proposalPath}/:id/innehall`;

/** The third step: what, limited to what, and for how long. The names are the registers' now. */
export function contentPage(tools: MandateTools): PageRow {
  return {
    name: 'MandateContentPage',
    path,
    summary: 'Fullmaktens innehåll',
    who: 'signed-in',
    show: (visit) =>
      withDraft(tools, visit, async (draft) => page(visit, draft, contentOf(draft.proposal), [])),
  };
}

export function contentForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateContent',
    path,
    summary: 'Tar emot fullmaktens innehåll',
    who: 'signed-in',
    take: (visit, form) =>
      withDraft(tools, visit, async (draft) => {
        const { proposal, template } = draft;
        if (!isRevision(form.revision)) return notFoundPage(visit);
        const { limits } = template.content;
        const content = contentIn(form, limits);
        const wanted = { ...partiesOf(proposal), ...content };
        const outcome = await tools
          .own(visit)
          .revise(proposal.id, Number(form.revision), wanted, actedFor(visit));
        if (outcome.kind === 'ok') return { kind: 'redirect', to: nextOf(outcome.value) };
        const errors = fieldErrors(visit, pointedAt(outcome), { kinds: limits, limits: content.limits });
        return errors.length > 0 ? page(visit, draft, content, errors) : refusedPage(visit, outcome);
      }),
  };
}

function nextOf({ id, state }: Proposal): string {
  return state === 'draft' ? `${proposalPath}/${id}/skriv-under` : `${proposalPath}/${id}`;
}

interface Draft {
  readonly proposal: Proposal;
  readonly template: Template;
}

/** The proposal and its template, where the reader may change it now. */
async function withDraft(
  tools: MandateTools,
  visit: OwnVisit,
  show: (draft: Draft) => Promise<Answer>,
): Promise<Answer> {
  const { id } = visit.params;
  if (!isId(id)) return notFoundPage(visit);
  const proposal = await tools.own(visit).proposal(id, actedFor(visit));
  if (proposal.kind !== 'ok') return refusedPage(visit, proposal);
  if (!proposal.value.mayDo.includes('revise')) return { kind: 'redirect', to: `${proposalPath}/${id}` };
  const template = await tools.own(visit).template(proposal.value.terms.template.id);
  if (template.kind !== 'ok') return refusedPage(visit, template);
  return show({ proposal: proposal.value, template: template.value });
}

function page(
  visit: OwnVisit,
  { proposal, template }: Draft,
  chosen: Content,
  errors: readonly FieldError[],
): Answer {
  const { t, href, session } = visit;
  const { make, view } = t.mandates;
  const { id, revision, state, terms } = proposal;
  const isAsked = state === 'requested';
  return {
    kind: 'page',
    title: `${terms.title}: ${make.termsTitle}`,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${make.termsTitle}</h1>
${stepsPart(visit, isAsked ? 'holder' : 'grantor', 3)}
${errorSummary(errors, t)}
<p class="lead">${terms.title}</p>
<dl><dt>${view.grantor}</dt><dd>${shownParty(visit, terms.grantor)}</dd>
<dt>${view.holders}</dt>${terms.holders.map((holder) => html`<dd><strong>${shownParty(visit, holder)}</strong></dd>`)}
<dt>${view.where}</dt><dd>${terms.relyingParty.name}</dd></dl>
<form class="stack" method="post" action="${href(`${proposalPath}/${id}/innehall`)}" novalidate>
${tokenField(session)}<input type="hidden" name="revision" value="${revision}">
${termsFields(visit, template, chosen, errors)}
${submit(isAsked ? make.sendRequest : make.next)}
</form>`,
  };
}
