import type { Matter } from '@ena/client/onboarding.ts';
import { choices, errorSummary, type FieldError, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { isLegalPerson } from '../organisation/number.ts';
import { isMatterId, keyIn, type OnboardingTools, places, refusedPage, slugOf } from './tools.ts';

const path = '/organisation/:orgnr/marke';
const ownEntity = 'own';

export function markFormPage(tools: OnboardingTools): PageRow {
  return {
    name: 'MarkApplicationPage',
    path,
    summary: 'Ansök om tillitsmärke',
    who: 'signed-in',
    show: (visit) => show(tools, visit, {}, []),
  };
}

export function markForm(tools: OnboardingTools): FormRow {
  return {
    name: 'MarkApplication',
    path,
    summary: 'Skickar in en ansökan om tillitsmärke',
    who: 'signed-in',
    take: async (visit, form) => {
      const { orgnr = '' } = visit.params;
      if (!isLegalPerson(orgnr)) return notFoundPage(visit);
      const { type = '', subject = '' } = form;
      const errors = faults(visit, type, subject);
      if (errors.length > 0) return show(tools, visit, form, errors);
      const mark = { type, ...(subject !== ownEntity && { service: subject }) };
      const outcome = await tools.api(visit).own.applyForTrustMark(orgnr, mark, keyIn(form, tools));
      if (outcome.kind === 'ok') return { kind: 'redirect', to: `${places.self}/${outcome.value.id}` };
      const error = errorOf(visit, slugOf(outcome));
      return error === undefined ? refusedPage(visit, outcome) : show(tools, visit, form, [error]);
    },
  };
}

function faults({ t }: OwnVisit, type: string, subject: string): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (type === '' || type.length > 255) errors.push({ field: 'type', message: t.marks.typeMissing });
  if (subject !== ownEntity && !isMatterId(subject))
    errors.push({ field: 'subject', message: t.marks.subjectMissing });
  return errors;
}

function errorOf({ t }: OwnVisit, slug: string): FieldError | undefined {
  if (slug === 'not-a-member') return { field: 'subject', message: t.marks.notMember };
  return slug === 'unknown-trust-mark' ? { field: 'type', message: t.marks.typeUnknown } : undefined;
}

async function show(
  tools: OnboardingTools,
  visit: OwnVisit,
  form: Form,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { orgnr = '' } = visit.params;
  if (!isLegalPerson(orgnr)) return notFoundPage(visit);
  const [types, services] = await Promise.all([
    tools.marks.types(),
    tools.api(visit).own.organisationMatters(orgnr, { kind: 'service', limit: 100 }),
  ]);
  if (services.kind !== 'ok') return refusedPage(visit, services);
  const { t, href, session, language } = visit;
  const m = t.marks;
  const typeOptions = (types ?? []).map(({ type, title }) => ({ value: type, label: title[language] }));
  return {
    kind: 'page',
    title: m.apply,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${m.apply}</h1>
${errorSummary(errors, t)}
<p class="lead">${types === undefined ? t.shell.unavailable : m.applyLead}</p>
<form class="stack" method="post" action="${href(visit.path)}">
${tokenField(session)}<input type="hidden" name="key" value="${keyIn(form, tools)}">
${choices({ id: 'type', legend: m.type, options: typeOptions, ...(form.type !== undefined && { chosen: form.type }) }, errors)}
${choices({ id: 'subject', legend: m.subject, options: subjects(visit, services.value.items), chosen: form.subject ?? ownEntity }, errors)}
${submit(t.onboarding.send)}
</form>`,
  };
}

/** The organisation itself, and what it has published. */
function subjects({ t }: OwnVisit, services: readonly Matter[]) {
  const published = services.flatMap(({ id, service }) =>
    service?.publishedAt === undefined ? [] : [{ value: id, label: service.title }],
  );
  return [{ value: ownEntity, label: t.marks.own }, ...published];
}
