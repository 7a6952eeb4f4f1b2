import type { Matter, OpenStep } from '@ena/client/onboarding.ts';
import { errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { type ApplicationFields, applicationFields } from './application-fields.ts';

/** Steps that have a part of their own on the page. */
const elsewhere: ReadonlySet<string> = new Set(['sign', 'make-join-token', 'join', 'save', 'assess']);

export interface Returned {
  readonly step: string;
  readonly reason: string;
  readonly mend: string;
  readonly errors: readonly FieldError[];
  /** As they were written, where an application is submitted again. */
  readonly fields?: ApplicationFields;
}

/** One form for each step that the reader may take; each says what it demands. */
export function stepForms(
  visit: OwnVisit,
  matter: Matter,
  at: string,
  returned?: Returned,
): Html | undefined {
  const open = matter.steps.filter(({ step }) => !elsewhere.has(step));
  if (open.length === 0) return undefined;
  const { t } = visit;
  return html`<h2 class="ds-heading" data-size="md">${t.onboarding.youCan}</h2>
${returned && errorSummary(returned.errors, t)}
${open.map((step) => stepForm(visit, matter, step, at, returned))}`;
}

function stepForm(
  visit: OwnVisit,
  matter: Matter,
  { step, demands }: OpenStep,
  at: string,
  returned: Returned | undefined,
): Html {
  const { t, href, session } = visit;
  const o = t.onboarding;
  const own = returned?.step === step ? returned : undefined;
  const name = o.stepNames[step] ?? step;
  const reasonId = `reason-${step}`;
  const mendId = `mend-${step}`;
  const errors = own?.errors ?? [];
  // A resubmission always says what was mended, although the step itself demands nothing.
  const asksReason = demands !== 'nothing' || step === 'resubmit';
  return html`<details class="ds-details"${own && html` open`}><summary>${name}</summary><div>
<form class="stack" method="post" action="${href(`${at}/${matter.id}/steg`)}">
${tokenField(session)}<input type="hidden" name="step" value="${step}"><input type="hidden" name="revision" value="${matter.revision}">
${asksReason && field({ id: reasonId, label: o.reason, hint: o.reasonHint, value: own?.reason ?? '', required: demands !== 'nothing', rows: 4 }, errors, t)}
${step === 'resubmit' && applicationFields(visit, own?.fields ?? known(matter), errors)}
${demands === 'reason-and-mend' && field({ id: mendId, label: o.mendLabel, hint: o.mendHint, value: own?.mend ?? '', required: true, rows: 4 }, errors, t)}
${submit(name)}
</form></div></details>`;
}

function known({ application }: Matter): ApplicationFields {
  return { email: application?.email ?? '', entityId: application?.entityId ?? '' };
}
