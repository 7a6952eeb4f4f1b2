import type { Matter } from '@ena/client/onboarding.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import type { FieldError } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import type { Capacity } from '../../sources/onboarding.ts';
import { fieldFaults, fieldsIn, saidIn } from './application-fields.ts';
import { matterHead } from './matter.ts';
import { stepForms } from './step-forms.ts';
import { isMatterId, type OnboardingTools, places, refusedPage } from './tools.ts';

/** Takes a step that the page offered, on the revision that the reader saw. */
export function stepForm(tools: OnboardingTools, capacity: Capacity): FormRow {
  const at = places[capacity];
  return {
    name: capacity === 'self' ? 'MatterStep' : 'ReviewStep',
    path: `${at}/:id/steg`,
    readAt: `${at}/:id`,
    summary: capacity === 'self' ? 'Tar ett steg i ett eget ärende' : 'Beslutar i ett ärende',
    who: 'signed-in',
    take: async (visit, form) => {
      const { id } = visit.params;
      const revision = Number(form.revision);
      if (!isMatterId(id) || !Number.isSafeInteger(revision)) return notFoundPage(visit);
      if (isResubmission(capacity, form) && fieldFaults(fieldsIn(form), visit).length > 0)
        return again(tools, visit, capacity, id, form);
      const outcome = await taken(tools, visit, capacity, id, revision, form);
      if (outcome.kind === 'ok') return { kind: 'redirect', to: `${at}/${id}` };
      const missing = outcome.kind === 'problem' && /:(?:reason|mend)-missing$/.test(outcome.problem.type);
      return missing ? again(tools, visit, capacity, id, form) : refusedPage(visit, outcome);
    },
  };
}

function taken(
  tools: OnboardingTools,
  visit: OwnVisit,
  capacity: Capacity,
  id: string,
  revision: number,
  form: Form,
): Promise<Outcome<Matter>> {
  const { step = '' } = form;
  const { reason, mend } = said(form);
  const api = tools.api(visit);
  if (isResubmission(capacity, form))
    return api.own.resubmit(id, revision, { reason, ...saidIn(fieldsIn(form)) });
  const lines = linesOf(mend);
  const words = { step, ...(reason !== '' && { reason }), ...(lines.length > 0 && { mend: lines }) };
  return api.step(capacity, id, revision, words);
}

function isResubmission(capacity: Capacity, { step }: Form): boolean {
  return capacity === 'self' && step === 'resubmit';
}

function said(form: Form): { readonly reason: string; readonly mend: string } {
  const { step = '' } = form;
  return { reason: (form[`reason-${step}`] ?? '').trim(), mend: (form[`mend-${step}`] ?? '').trim() };
}

/** One thing to mend on each line. */
function linesOf(text: string): readonly string[] {
  return text.split(/\r?\n/).flatMap((line) => line.trim() || []);
}

/** The form came back: what was written stands, and what is missing is said. */
async function again(
  tools: OnboardingTools,
  visit: OwnVisit,
  capacity: Capacity,
  id: string,
  form: Form,
): Promise<Answer> {
  const matter = await tools.api(visit).matter(capacity, id);
  if (matter.kind !== 'ok') return refusedPage(visit, matter);
  const { step = '' } = form;
  const { reason, mend } = said(form);
  const demands = matter.value.steps.find((one) => one.step === step)?.demands;
  const fields = fieldsIn(form);
  const errors: FieldError[] = isResubmission(capacity, form) ? [...fieldFaults(fields, visit)] : [];
  if (reason === '' && demands !== 'nothing')
    errors.push({ field: `reason-${step}`, message: visit.t.onboarding.reasonMissing });
  if (mend === '' && demands === 'reason-and-mend')
    errors.push({ field: `mend-${step}`, message: visit.t.onboarding.mendMissing });
  const returned = { step, reason, mend, errors, fields };
  return {
    kind: 'page',
    title: visit.t.onboarding.kinds[matter.value.kind],
    status: 422,
    isError: true,
    content: html`${matterHead(visit, matter.value, await tools.marks.types())}${stepForms(visit, matter.value, places[capacity], returned)}`,
  };
}
