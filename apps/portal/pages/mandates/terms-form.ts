import type { LimitKind, Template } from '@ena/client/mandates.ts';
import { type FieldError, field } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import type { Content } from './wanted.ts';

/** The fields for what is granted, which limits it has and how long it lasts; the template says what there is. */
export function termsFields(
  visit: Visit,
  { content }: Template,
  chosen: Content,
  errors: readonly FieldError[],
): Html {
  const { t } = visit;
  const { make } = t.mandates;
  const longest = content.longestMonths === undefined ? '' : ` ${make.longest(content.longestMonths)}`;
  const end = content.endRequired ? '' : ` ${make.noEnd}`;
  return html`${permissionChecks(visit, content.permissions, chosen, errors)}
${content.limits.map((kind) => field({ id: `limit-${kind}`, label: t.mandates.limitKinds[kind], hint: make.limitHint, value: limitText(chosen, kind), required: false, rows: 2, autocomplete: 'off' }, errors, t))}
${field({ id: 'valid-from', label: make.validFrom, hint: make.dayHint, value: chosen.validFrom, required: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'valid-to', label: make.validTo, hint: `${make.dayHint}${longest}${end}`, value: chosen.validTo ?? '', required: content.endRequired, autocomplete: 'off' }, errors, t)}
${content.mayDelegate && check({ id: 'may-delegate', value: 'yes', label: make.mayDelegate, checked: chosen.mayDelegate })}`;
}

function limitText({ limits }: Content, kind: LimitKind): string {
  return limits.flatMap((one) => (one.kind === kind ? [one.value] : [])).join('\n');
}

function permissionChecks(
  { t }: Visit,
  permissions: Template['content']['permissions'],
  chosen: Content,
  errors: readonly FieldError[],
): Html {
  const { make } = t.mandates;
  const id = 'permission-0';
  const error = errors.find((one) => one.field === id)?.message;
  return html`<fieldset class="ds-fieldset"${error && html` aria-describedby="${id}-error"`}>
<legend class="ds-label">${make.permissions}</legend>
${error && html`<p class="ds-validation-message" data-color="danger" id="${id}-error">${error}</p>`}
${permissions.map(({ code, title, description, obligatory }, at) =>
  check({
    id: `permission-${at}`,
    value: code,
    label: obligatory ? `${title} (${make.obligatory})` : title,
    checked: obligatory || chosen.permissions.includes(code),
    ...(description !== undefined && { description }),
  }),
)}
</fieldset>`;
}

/** A choice that can be made or not. Each has a name of its own: a form gives no field twice. */
export function check(it: {
  readonly id: string;
  readonly value: string;
  readonly label: string;
  readonly checked: boolean;
  readonly description?: string;
}): Html {
  return html`<div class="ds-field">
<input class="ds-input" type="checkbox" id="${it.id}" name="${it.id}" value="${it.value}"${it.checked && html` checked`}${it.description && html` aria-describedby="${it.id}-hint"`}>
<label class="ds-label" data-weight="regular" for="${it.id}">${it.label}</label>
${it.description && html`<p class="hint" id="${it.id}-hint">${it.description}</p>`}
</div>`;
}
