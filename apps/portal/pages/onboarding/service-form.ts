import type { Matter } from '@ena/client/onboarding.ts';
import { choices, errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';

/** Entity types of the federation that a service may have, in the order of the form. */
const entityTypes = [
  'oauth_client',
  'oauth_resource',
  'oauth_authorization_server',
  'openid_relying_party',
  'openid_provider',
] as const;

const longestMetadata = 50_000;

export interface Draft {
  readonly title: string;
  readonly name: string;
  readonly entityType: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the form says; `isNew` forms also choose what the service is. */
export function draftIn({ t }: OwnVisit, form: Form, isNew: boolean): Draft | readonly FieldError[] {
  const s = t.service;
  const title = (form.title ?? '').trim();
  const name = (form.name ?? '').trim();
  const entityType = entityTypes.find((one) => one === form.entityType) ?? '';
  const metadata = objectIn(form.metadata ?? '');
  const errors: FieldError[] = [];
  if (title === '' || title.length > 200) errors.push({ field: 'title', message: s.titleMissing });
  if (isNew && entityType === '') errors.push({ field: 'entityType', message: s.kindMissing });
  if (isNew && !/^[a-z0-9-]{0,64}$/.test(name)) errors.push({ field: 'name', message: s.nameWrong });
  if (metadata === undefined) errors.push({ field: 'metadata', message: s.metadataWrong });
  if ((form.metadata ?? '').length > longestMetadata)
    errors.push({ field: 'metadata', message: s.metadataLarge });
  return errors.length > 0 || metadata === undefined ? errors : { title, name, entityType, metadata };
}

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The form as it begins when a service is changed. */
export function formOfService({ service, revision }: Matter): Form {
  const { title = '', metadata = {} } = service ?? {};
  return { title, metadata: JSON.stringify(metadata, null, 2), revision: String(revision) };
}

export interface ServicePage {
  readonly form: Form;
  readonly errors: readonly FieldError[];
  /** Where it is sent. */
  readonly to: string;
  /** Absent where a service is changed. */
  readonly key?: string;
}

export function servicePage(visit: OwnVisit, { form, errors, to, key }: ServicePage): Answer {
  const { t, href, session } = visit;
  const s = t.service;
  const isNew = key !== undefined;
  const title = isNew ? s.register : s.edit;
  const options = entityTypes.map((value) => ({ value, label: s.kinds[value] }));
  const chosen = form.entityType;
  return {
    kind: 'page',
    title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${errorSummary(errors, t)}
<p class="lead">${isNew ? s.lead : s.editLead}</p>
<form class="stack" method="post" action="${href(to)}" novalidate>${tokenField(session)}
${isNew ? html`<input type="hidden" name="key" value="${key}">` : html`<input type="hidden" name="revision" value="${form.revision ?? ''}">`}
${field({ id: 'title', label: s.title, hint: s.titleHint, value: form.title ?? '', required: true, autocomplete: 'off' }, errors, t)}
${isNew && choices({ id: 'entityType', legend: s.kind, options, ...(chosen !== undefined && { chosen }) }, errors)}
${isNew && field({ id: 'name', label: s.name, hint: s.nameHint, value: form.name ?? '', required: false, autocomplete: 'off' }, errors, t)}
${field({ id: 'metadata', label: s.metadata, hint: s.metadataHint, value: form.metadata ?? '', required: true, rows: 12 }, errors, t)}
${submit(s.save)}
</form>`,
  };
}
