import type { LimitKind, TemplateContent } from '@ena/client/mandates.ts';
import { type FieldError, field } from '../../../shell/form.ts';
import { type Html, html } from '../../../shell/html.ts';
import type { Form, OwnVisit } from '../../../shell/visit.ts';
import { check } from '../terms-form.ts';

const grantorRoles = ['private', 'organisation'] as const;
const holderRoles = ['person', 'organisation'] as const;
const limitKinds: readonly LimitKind[] = ['case', 'property', 'unit'];
const laws = ['custody', 'guardian', 'administrator'] as const;

/** The fields of a template, filled with what it says. */
export function templateFields(visit: OwnVisit, form: Form, errors: readonly FieldError[]): Html {
  const { t } = visit;
  const { form: words } = t.mandateHandling;
  const limits = t.mandates.limitKinds;
  return html`${field({ id: 'title', label: words.title, value: form.title ?? '', required: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'description', label: words.description, value: form.description ?? '', required: true, rows: 3 }, errors, t)}
${group('grantor', words.grantorRoles, grantorRoles, words.grantor, form, errors)}
${group('holder', words.holderRoles, holderRoles, words.holder, form, errors)}
${field({ id: 'permissions', label: words.permissions, hint: words.permissionsHint, value: form.permissions ?? '', required: true, rows: 6 }, errors, t)}
${field({ id: 'longest', label: words.longest, hint: words.longestHint, value: form.longest ?? '', required: false, numeric: true, autocomplete: 'off' }, errors, t)}
<fieldset class="ds-fieldset"><legend class="ds-label">${words.rules}</legend>
${check({ id: 'end-required', value: 'yes', label: words.endRequired, checked: form['end-required'] === 'yes' })}
${check({ id: 'may-delegate', value: 'yes', label: words.mayDelegate, checked: form['may-delegate'] === 'yes' })}</fieldset>
${group('limit', words.limits, limitKinds, limits, form, errors)}
${group('law', words.byLaw, laws, words.laws, form, errors, words.lawHint)}`;
}

/** Choices of which any number can be made; the first has the id that the error summary leads to. */
function group<Value extends string>(
  name: string,
  legend: string,
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  form: Form,
  errors: readonly FieldError[],
  hint?: string,
): Html {
  const id = `${name}-${values[0]}`;
  const error = errors.find((one) => one.field === id)?.message;
  const described = [hint && `${name}-about`, error && `${id}-error`].filter(Boolean).join(' ');
  return html`<fieldset class="ds-fieldset"${described !== '' && html` aria-describedby="${described}"`}><legend class="ds-label">${legend}</legend>
${hint && html`<p class="hint" id="${name}-about">${hint}</p>`}
${error && html`<p class="ds-validation-message" data-color="danger" id="${id}-error">${error}</p>`}
${values.map((value) => check({ id: `${name}-${value}`, value: 'yes', label: labels[value], checked: form[`${name}-${value}`] === 'yes' }))}</fieldset>`;
}

/** What was filled in, as the API wants it, or what is wrong with it. */
export function templateIn(
  visit: OwnVisit,
  form: Form,
): TemplateContent | { readonly errors: readonly FieldError[] } {
  const chosen = <Value extends string>(name: string, values: readonly Value[]) =>
    values.filter((value) => form[`${name}-${value}`] === 'yes');
  const longest = (form.longest ?? '').trim();
  const content: TemplateContent = {
    title: (form.title ?? '').trim(),
    description: (form.description ?? '').trim().replaceAll(/\s+/g, ' '),
    grantorRoles: chosen('grantor', grantorRoles),
    holderRoles: chosen('holder', holderRoles),
    permissions: permissionsIn(form.permissions ?? ''),
    ...(longest !== '' && { longestMonths: Number(longest) }),
    endRequired: form['end-required'] === 'yes',
    mayDelegate: form['may-delegate'] === 'yes',
    limits: chosen('limit', limitKinds),
    byLaw: chosen('law', laws),
  };
  const errors = faults(visit, content);
  return errors.length > 0 ? { errors } : content;
}

function faults({ t }: OwnVisit, content: TemplateContent): readonly FieldError[] {
  const e = t.mandateHandling.errors;
  const { title, description, permissions, longestMonths: months, grantorRoles: from } = content;
  const codes = new Set(permissions.map(({ code }) => code));
  const bad = permissions.some(
    ({ code, title: name }) =>
      !/^[\x21-\x7e\xa1-\xff]{1,255}$/.test(code) || name === '' || name.length > 100,
  );
  const byLaw = content.byLaw.length > 0 && !from.includes('private');
  const checks: readonly (readonly [boolean, FieldError])[] = [
    [title === '' || title.length > 100, { field: 'title', message: e.title }],
    [description === '' || description.length > 500, { field: 'description', message: e.description }],
    [from.length === 0 || byLaw, { field: 'grantor-private', message: e.grantorRoles }],
    [content.holderRoles.length === 0, { field: 'holder-person', message: e.holderRoles }],
    [
      permissions.length === 0 || bad || codes.size < permissions.length,
      { field: 'permissions', message: e.permissions },
    ],
    [
      months !== undefined && !(Number.isInteger(months) && months >= 1 && months <= 300),
      { field: 'longest', message: e.longest },
    ],
  ];
  return checks.flatMap(([wrong, error]) => (wrong ? [error] : []));
}

/** `* kod | rubrik | beskrivning` on each line. */
function permissionsIn(text: string): TemplateContent['permissions'] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, star, rest = ''] = /^\s*(\*?)(.*)$/.exec(line) ?? [];
    const [code = '', title = '', description = ''] = rest.split('|').map((part) => part.trim());
    if (code === '') return [];
    return [{ code, title, ...(description !== '' && { description }), obligatory: star === '*' }];
  });
}

/** A template as its form shows it. */
export function formOfTemplate(content: TemplateContent): Form {
  const yes = (name: string, values: readonly string[]) => values.map((value) => [`${name}-${value}`, 'yes']);
  const lines = content.permissions.map(({ code, title, description, obligatory }) =>
    [`${obligatory ? '* ' : ''}${code}`, title, ...(description === undefined ? [] : [description])].join(
      ' | ',
    ),
  );
  return Object.fromEntries([
    ['title', content.title],
    ['description', content.description],
    ['permissions', lines.join('\n')],
    ['longest', String(content.longestMonths ?? '')],
    ['end-required', content.endRequired ? 'yes' : ''],
    ['may-delegate', content.mayDelegate ? 'yes' : ''],
    ...yes('grantor', content.grantorRoles),
    ...yes('holder', content.holderRoles),
    ...yes('limit', content.limits),
    ...yes('law', content.byLaw),
  ]);
}
