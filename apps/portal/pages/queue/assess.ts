import type { Matter, NewAssessment } from '@ena/client/onboarding.ts';
import { choices, errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import { typeNamed } from '../../sources/trust-marks.ts';
import { assessmentOf, textOf } from '../onboarding/mark.ts';
import { isMatterId, type OnboardingTools, places, refusedPage } from '../onboarding/tools.ts';

const path = `${places.review}/:id/krav/:code`;
const controls = ['S', 'I', 'E', 'C'] as const;

/** One requirement of a trust mark: what it says, and the case handler's word on it. */
export function assessPage(tools: OnboardingTools): PageRow {
  return {
    name: 'AssessPage',
    path,
    summary: 'Bedöm ett krav för ett tillitsmärke',
    who: 'signed-in',
    show: (visit) => show(tools, visit, undefined, []),
  };
}

export function assessForm(tools: OnboardingTools): FormRow {
  return {
    name: 'Assessment',
    path,
    summary: 'Sparar bedömningen av ett krav',
    who: 'signed-in',
    take: async (visit, form) => {
      const { id, code = '' } = visit.params;
      const revision = Number(form.revision);
      if (!isMatterId(id) || !isCode(code) || !Number.isSafeInteger(revision)) return notFoundPage(visit);
      const assessment = assessmentIn(visit, code, form);
      if (!('verdict' in assessment)) return show(tools, visit, form, assessment);
      const outcome = await tools.api(visit).assess(id, revision, assessment);
      return outcome.kind === 'ok'
        ? { kind: 'redirect', to: `${places.review}/${id}` }
        : refusedPage(visit, outcome);
    },
  };
}

function isCode(code: string): boolean {
  return /^[\w.-]{1,40}$/.test(code);
}

function assessmentIn(
  { t }: OwnVisit,
  requirement: string,
  form: Form,
): NewAssessment | readonly FieldError[] {
  const verdict = (['met', 'not-met'] as const).find((one) => one === form.verdict);
  const control = controls.find((one) => one === form.control);
  const written = (name: string) => (form[name] ?? '').trim();
  const [evidence, reviewer, reason] = [written('evidence'), written('reviewer'), written('reason')];
  const errors: FieldError[] = [];
  if (verdict === undefined) errors.push({ field: 'verdict', message: t.marks.verdictMissing });
  if (control === undefined) errors.push({ field: 'control', message: t.marks.controlMissing });
  if (evidence === '' || evidence.length > 500)
    errors.push({ field: 'evidence', message: t.marks.evidenceMissing });
  if (reviewer.length > 200) errors.push({ field: 'reviewer', message: t.marks.reviewerWrong });
  if (reason === '' || reason.length > 4000)
    errors.push({ field: 'reason', message: t.onboarding.reasonMissing });
  if (verdict === undefined || control === undefined || errors.length > 0) return errors;
  return { requirement, verdict, control, evidence, reason, ...(reviewer !== '' && { reviewer }) };
}

async function show(
  tools: OnboardingTools,
  visit: OwnVisit,
  form: Form | undefined,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { id, code = '' } = visit.params;
  if (!isMatterId(id)) return notFoundPage(visit);
  const [matter, types] = await Promise.all([tools.api(visit).matter('review', id), tools.marks.types()]);
  if (matter.kind !== 'ok') return refusedPage(visit, matter);
  const { trustMark, steps } = matter.value;
  const asked = trustMark?.requirements.find(({ requirement }) => requirement === code);
  if (trustMark === undefined || asked === undefined || !steps.some(({ step }) => step === 'assess'))
    return notFoundPage(visit);
  return formPage(visit, {
    matter: matter.value,
    code,
    demanded: asked.control,
    text: textOf(typeNamed(types ?? [], trustMark.type), code),
    form: form ?? formBefore(matter.value, code),
    errors,
  });
}

/** The form begins with what was said before. */
function formBefore({ trustMark, revision }: Matter, code: string): Form {
  const before = trustMark && assessmentOf(trustMark, code);
  const { verdict = '', control = '', evidence = '', reason = '' } = before ?? {};
  return { verdict, control, evidence, reason, revision: String(revision) };
}

interface Shown {
  readonly matter: Matter;
  readonly code: string;
  readonly demanded: string;
  readonly text: string | undefined;
  readonly form: Form;
  readonly errors: readonly FieldError[];
}

function formPage(visit: OwnVisit, { matter, code, demanded, text, form, errors }: Shown): Answer {
  const { t, href, session } = visit;
  const m = t.marks;
  const names: Readonly<Record<string, string>> = m.controls;
  const verdicts = [
    { value: 'met', label: m.yes },
    { value: 'not-met', label: m.no },
  ];
  const options = controls.map((value) => ({ value, label: `${names[value]} (${value})` }));
  return {
    kind: 'page',
    title: m.assessTitle(code),
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${m.assessTitle(code)}</h1>
${errorSummary(errors, t)}
${text === '' ? html`<p>${m.noText}</p>` : text !== undefined && html`<p class="lead" lang="sv">${text}</p>`}
<p>${m.controlHint(`${names[demanded] ?? ''} (${demanded})`)} ${m.dateNote}</p>
<form class="stack" method="post" action="${href(visit.path)}" novalidate>
${tokenField(session)}<input type="hidden" name="revision" value="${form.revision ?? ''}">
${choices({ id: 'verdict', legend: m.verdict, options: verdicts, chosen: form.verdict ?? '' }, errors)}
${choices({ id: 'control', legend: m.control, options, chosen: form.control ?? '' }, errors)}
${field({ id: 'evidence', label: m.evidenceLabel, hint: m.evidenceHint, value: form.evidence ?? '', required: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'reviewer', label: m.reviewer, hint: m.reviewerHint, value: form.reviewer ?? '', required: false, autocomplete: 'organization' }, errors, t)}
${field({ id: 'reason', label: t.onboarding.reason, hint: t.onboarding.reasonHint, value: form.reason ?? '', required: true, rows: 4 }, errors, t)}
${submit(m.save)}
</form>
<p><a class="ds-link" href="${href(`${places.review}/${matter.id}`)}">${t.onboarding.toMatter}</a></p>`,
  };
}
