import type { Template } from '@ena/client/mandates.ts';
import { type Html, html } from '../../../shell/html.ts';
import type { OwnVisit } from '../../../shell/visit.ts';

/** All that a template says: who, what, for how long, limited to what, passed on or not, and what the law gives by it. */
export function templateView({ t }: OwnVisit, { content }: Template): Html {
  const { form } = t.mandateHandling;
  const { make } = t.mandates;
  const months = content.longestMonths;
  const rules = [
    months === undefined ? form.noLongest : make.longest(months),
    content.endRequired || months !== undefined ? form.endRequired : form.endOptional,
    content.mayDelegate ? form.mayDelegate : form.mayNotDelegate,
  ];
  const limits = content.limits.map((kind) => t.mandates.limitKinds[kind]);
  const list = (term: string, words: readonly string[]) =>
    words.length > 0 && html`<dt>${term}</dt>${words.map((word) => html`<dd>${word}</dd>`)}`;
  return html`<dl>${list(
    form.grantorRoles,
    content.grantorRoles.map((role) => form.grantor[role]),
  )}${list(
    form.holderRoles,
    content.holderRoles.map((role) => form.holder[role]),
  )}<dt>${form.permissions}</dt><dd><ul>${content.permissions.map(({ code, title, description, obligatory }) => html`<li>${title} <span class="code">${code}</span>${obligatory && html` (${make.obligatory})`}${description && html`<br><span class="hint">${description}</span>`}</li>`)}</ul></dd>${list(form.rules, rules)}${list(form.limits, limits.length === 0 ? [form.noLimits] : limits)}${list(
    form.byLaw,
    content.byLaw.map((law) => form.laws[law]),
  )}</dl>`;
}
