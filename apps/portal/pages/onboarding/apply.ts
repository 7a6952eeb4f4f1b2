import { isOrganisationNumber } from '@ena/client/organisation-number.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { isLegalPerson } from '../organisation/number.ts';
import { applicationFields, fieldFaults, fieldsIn, saidIn } from './application-fields.ts';
import { keyIn, type OnboardingTools, refusedPage, slugOf } from './tools.ts';

const path = '/organisation/ansok';

export function applyPage(tools: OnboardingTools): PageRow {
  return {
    name: 'ApplyPage',
    path,
    summary: 'Ansök om anslutning',
    who: 'signed-in',
    show: async (visit) => formPage(visit, {}, [], tools.newKey()),
  };
}

export function applyForm(tools: OnboardingTools): FormRow {
  return {
    name: 'Application',
    path,
    summary: 'Skickar in en ansökan om anslutning',
    who: 'signed-in',
    take: async (visit, form) => {
      const key = keyIn(form, tools);
      const orgnr = (form.orgnr ?? '').replaceAll(/[\s-]/g, '');
      const more = fieldsIn(form);
      const errors = [...numberFaults(visit, orgnr), ...fieldFaults(more, visit)];
      if (errors.length > 0) return formPage(visit, form, errors, key);
      const outcome = await tools.api(visit).own.apply({ orgnr, ...saidIn(more) }, key);
      if (outcome.kind === 'ok') return { kind: 'redirect', to: `/organisation/arende/${outcome.value.id}` };
      const message = messages(visit)[slugOf(outcome)];
      if (message === undefined) return refusedPage(visit, outcome);
      return formPage(visit, form, [{ field: 'orgnr', message }], key);
    },
  };
}

function messages({ t }: OwnVisit): Readonly<Record<string, string>> {
  return {
    'bad-organisation-number': t.onboarding.orgnrWrong,
    'application-exists': t.onboarding.alreadyApplied,
  };
}

function numberFaults({ t }: OwnVisit, orgnr: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (orgnr === '') errors.push({ field: 'orgnr', message: t.onboarding.orgnrMissing });
  else if (!isLegalPerson(orgnr) || !isOrganisationNumber(orgnr))
    errors.push({ field: 'orgnr', message: t.onboarding.orgnrWrong });
  return errors;
}

function formPage(visit: OwnVisit, form: Form, errors: readonly FieldError[], key: string): Answer {
  const { t, href, session } = visit;
  const o = t.onboarding;
  return {
    kind: 'page',
    title: t.organisation.apply,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${t.organisation.apply}</h1>
${errorSummary(errors, t)}
<p class="lead">${o.applyLead}</p>
<form class="stack" method="post" action="${href(path)}" novalidate>
${tokenField(session)}<input type="hidden" name="key" value="${key}">
${field({ id: 'orgnr', label: t.organisation.orgnr, hint: o.orgnrHint, value: form.orgnr ?? '', required: true, numeric: true }, errors, t)}
${applicationFields(visit, fieldsIn(form), errors)}
${submit(o.send)}
</form>`,
  };
}
