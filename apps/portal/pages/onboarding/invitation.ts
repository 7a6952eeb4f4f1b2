import { choices, errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { type OnboardingTools, refusedPage, slugOf } from './tools.ts';

const path = '/organisation/inbjudan';

export const invitationPage: PageRow = {
  name: 'InvitationPage',
  path,
  summary: 'Svara på en inbjudan att bli kontakt',
  who: 'signed-in',
  show: async (visit) => formPage(visit, []),
};

/** The code stands in the form and never in an address. */
export function invitationForm(tools: OnboardingTools): FormRow {
  return {
    name: 'InvitationAnswer',
    path,
    summary: 'Tar emot svaret på en inbjudan',
    who: 'signed-in',
    take: async (visit, form) => {
      const code = (form.code ?? '').trim();
      const { answer } = form;
      const errors: FieldError[] = [];
      if (!/^[A-Za-z0-9_-]{43}$/.test(code))
        errors.push({ field: 'code', message: visit.t.onboarding.codeWrong });
      if (answer !== 'accept' && answer !== 'decline')
        errors.push({ field: 'answer', message: visit.t.onboarding.answerMissing });
      if (errors.length > 0 || (answer !== 'accept' && answer !== 'decline')) return formPage(visit, errors);
      const outcome = await tools.api(visit).own.answerInvitation(code, answer);
      if (outcome.kind === 'ok') return { kind: 'redirect', to: '/organisation' };
      if (/^(?:bad-invitation|invitation-expired)$/.test(slugOf(outcome)))
        return formPage(visit, [{ field: 'code', message: visit.t.onboarding.codeWrong }]);
      return refusedPage(visit, outcome);
    },
  };
}

function formPage({ t, href, session }: OwnVisit, errors: readonly FieldError[]): Answer {
  const o = t.onboarding;
  const options = [
    { value: 'accept', label: o.accept },
    { value: 'decline', label: o.decline },
  ];
  return {
    kind: 'page',
    title: o.invitationTitle,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${o.invitationTitle}</h1>
${errorSummary(errors, t)}
<p class="lead">${o.invitationLead}</p>
<form class="stack" method="post" action="${href(path)}">${tokenField(session)}
${field({ id: 'code', label: o.code, required: true, autocomplete: 'off' }, errors, t)}
${choices({ id: 'answer', legend: o.answer, options }, errors)}
${submit(o.send)}
</form>`,
  };
}
