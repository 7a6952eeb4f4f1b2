import type { Mandate, Terms } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { shownParty } from './party.ts';

type Shown = Omit<Terms, 'template' | 'parent'> | Mandate;

/** What is granted: who, to whom, where, what and for how long. The same for a mandate and for one in the making. */
export function termsView(visit: Visit, terms: Shown): Html {
  const { view } = visit.t.mandates;
  const delegator = 'delegator' in terms ? terms.delegator : undefined;
  return html`<dl>
<dt>${view.grantor}</dt><dd>${shownParty(visit, terms.grantor)}</dd>
${delegator && html`<dt>${view.delegator}</dt><dd>${shownParty(visit, delegator)}</dd>`}
<dt>${view.holders}</dt>${terms.holders.map((holder) => html`<dd>${shownParty(visit, holder)}</dd>`)}
<dt>${view.where}</dt><dd>${shownParty(visit, { kind: 'organisation', ...terms.relyingParty })}</dd>
<dt>${view.may}</dt><dd><ul>${terms.permissions.map(({ title, description }) => html`<li>${title}${description && html`<br><span class="hint">${description}</span>`}</li>`)}</ul></dd>
<dt>${view.limits}</dt>${limitsPart(visit, terms)}
<dt>${view.valid}</dt><dd>${validity(visit, terms)}</dd>
<dt>${view.delegate}</dt><dd>${terms.mayDelegate ? view.mayDelegate : view.mayNotDelegate}</dd>
</dl>`;
}

export function limitsPart({ t }: Visit, terms: Pick<Shown, 'limits'>): Html | readonly Html[] {
  if (terms.limits.length === 0) return html`<dd>${t.mandates.view.noLimits}</dd>`;
  return terms.limits.map(({ kind, value }) => html`<dd>${t.mandates.limitKinds[kind]}: ${value}</dd>`);
}

export function validity({ t }: Visit, { validFrom, validTo }: Pick<Shown, 'validFrom' | 'validTo'>): string {
  return validTo === undefined ? t.mandates.untilFurther(validFrom) : t.mandates.until(validFrom, validTo);
}
