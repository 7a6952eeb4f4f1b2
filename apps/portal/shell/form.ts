import type { Session } from '../session/sessions.ts';
import type { Texts } from '../texts/texts.ts';
import { type Html, html } from './html.ts';

/** The name of the hidden field that shows that a form is ours. */
export const tokenName = 'form-token';

export function tokenField(session: Session): Html {
  return html`<input type="hidden" name="${tokenName}" value="${session.formToken}">`;
}

/** What is wrong with a field: its id, and the sentence that stands both in the summary and at the field. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The list at the top of a page whose form came back: one link to each field. Focus goes there with a script. */
export function errorSummary(errors: readonly FieldError[], t: Texts): Html | undefined {
  if (errors.length === 0) return undefined;
  return html`<ds-error-summary class="ds-error-summary" id="error-summary" tabindex="-1" role="group" aria-labelledby="error-title">
<h2 class="ds-heading" data-size="xs" id="error-title">${t.shell.errorSummary}</h2>
<ul>${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}</ul>
</ds-error-summary>`;
}

export interface Field {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value?: string;
  readonly required: boolean;
  readonly autocomplete?: string;
  readonly numeric?: boolean;
  readonly type?: 'text' | 'email' | 'tel';
  readonly rows?: number;
  /** The field takes a file of these kinds; its form must be `multipart/form-data`. */
  readonly accept?: string;
}

/** A label, a hint, the field and what is wrong with it, tied together for those who do not see the page. */
export function field(it: Field, errors: readonly FieldError[], t: Texts): Html {
  const error = errors.find((one) => one.field === it.id)?.message;
  const described = [it.hint && `${it.id}-hint`, error && `${it.id}-error`].filter(Boolean).join(' ');
  const shared = html`class="ds-input" id="${it.id}" name="${it.id}"${described !== '' && html` aria-describedby="${described}"`}${error !== undefined && html` aria-invalid="true"`}${it.autocomplete && html` autocomplete="${it.autocomplete}"`}`;
  return html`<div class="ds-field">
<label class="ds-label" for="${it.id}">${it.label} <span class="ds-tag" data-color="${it.required ? 'warning' : 'info'}" data-size="sm">${it.required ? t.shell.required : t.shell.optional}</span></label>
${it.hint && html`<p class="hint" id="${it.id}-hint">${it.hint}</p>`}
${control(it, shared)}
${error && html`<p class="ds-validation-message" data-color="danger" id="${it.id}-error">${error}</p>`}
</div>`;
}

function control(it: Field, shared: Html): Html {
  if (it.accept !== undefined) return html`<input ${shared} type="file" accept="${it.accept}">`;
  return it.rows === undefined
    ? html`<input ${shared} type="${it.type ?? 'text'}"${it.numeric && html` inputmode="numeric"`} value="${it.value ?? ''}">`
    : html`<textarea ${shared} rows="${it.rows}">${it.value ?? ''}</textarea>`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** One of several, as radio buttons; the first has the id that the error summary leads to. */
export function choices(
  it: {
    readonly id: string;
    readonly legend: string;
    readonly options: readonly Choice[];
    readonly chosen?: string;
  },
  errors: readonly FieldError[],
): Html {
  const error = errors.find((one) => one.field === it.id)?.message;
  return html`<fieldset class="ds-fieldset"${error && html` aria-describedby="${it.id}-error"`}>
<legend class="ds-label">${it.legend}</legend>
${error && html`<p class="ds-validation-message" data-color="danger" id="${it.id}-error">${error}</p>`}
${it.options.map(
  ({ value, label }, at) => html`<div class="ds-field">
<input class="ds-input" type="radio" name="${it.id}" id="${at === 0 ? it.id : `${it.id}-${at}`}" value="${value}"${it.chosen === value && html` checked`}>
<label class="ds-label" data-weight="regular" for="${at === 0 ? it.id : `${it.id}-${at}`}">${label}</label>
</div>`,
)}
</fieldset>`;
}

export function submit(text: string, variant: 'primary' | 'secondary' = 'primary', name?: string): Html {
  return html`<button class="ds-button"${variant === 'secondary' && html` data-variant="secondary"`} type="submit"${name && html` name="action" value="${name}"`}>${text}</button>`;
}
