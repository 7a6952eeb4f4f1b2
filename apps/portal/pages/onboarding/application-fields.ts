import { type FieldError, field } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Form, OwnVisit } from '../../shell/visit.ts';

/** What an applicant says beside the organisation number, and may mend later. */
export interface ApplicationFields {
  readonly email: string;
  readonly entityId: string;
}

export function fieldsIn(form: Form): ApplicationFields {
  return { email: (form.email ?? '').trim(), entityId: (form.entityId ?? '').trim() };
}

/** Whether the id is free, and its exact spelling, is the API's to judge. */
export function fieldFaults({ email, entityId }: ApplicationFields, { t }: OwnVisit): readonly FieldError[] {
  const errors: FieldError[] = [];
  if (!/^[^@\s]{1,64}@[^@\s]{1,190}$/.test(email))
    errors.push({ field: 'email', message: t.onboarding.emailWrong });
  if (entityId !== '' && !/^https:\/\/[^\s]{1,247}$/.test(entityId))
    errors.push({ field: 'entityId', message: t.onboarding.entityIdWrong });
  return errors;
}

export function applicationFields(
  { t }: OwnVisit,
  { email, entityId }: ApplicationFields,
  errors: readonly FieldError[],
): Html {
  const o = t.onboarding;
  const mail = { label: o.email, hint: o.emailHint, type: 'email', autocomplete: 'email' } as const;
  return html`${field({ id: 'email', ...mail, value: email, required: true }, errors, t)}
${field({ id: 'entityId', label: o.entityId, hint: o.entityIdHint, value: entityId, required: false }, errors, t)}`;
}

/** A field that came empty is not said. */
export function saidIn({ email, entityId }: ApplicationFields): {
  readonly email: string;
  readonly entityId?: string;
} {
  return { email, ...(entityId !== '' && { entityId }) };
}
