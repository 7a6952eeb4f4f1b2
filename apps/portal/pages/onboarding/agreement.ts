import type { Matter } from '@ena/client/onboarding.ts';
import { submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';

/** The exact agreement, who has signed it, and the way to sign. */
export function agreementPart(visit: OwnVisit, matter: Matter, text: string): Html {
  const { t, href, session } = visit;
  const o = t.onboarding;
  const signing = matter.application?.signing;
  const maySign = matter.steps.some(({ step }) => step === 'sign');
  return html`<h2 class="ds-heading" data-size="md">${o.agreement}</h2>
<div class="agreement" lang="sv" role="region" aria-label="${o.agreement}" tabindex="0">${text}</div>
${signing && signatories(visit, signing)}
${
  maySign &&
  html`<form method="post" action="${href(`/organisation/arende/${matter.id}/skriv-under`)}">${tokenField(session)}
<p>${o.signLead}</p>${submit(o.sign)}</form>`
}`;
}

function signatories(
  { t }: OwnVisit,
  signing: NonNullable<NonNullable<Matter['application']>['signing']>,
): Html {
  const o = t.onboarding;
  return html`<h3 class="ds-heading" data-size="xs">${o.signatories}</h3>
${signing.fictitious && html`<p class="hint">${o.fictitious}</p>`}
<ul>${signing.signatories.map(
    ({ name, role, signed }) =>
      html`<li><span lang="sv">${name}, ${role}</span> <span class="ds-tag" data-color="${signed ? 'success' : 'warning'}" data-size="sm">${signed ? o.signed : o.notSigned}</span></li>`,
  )}</ul>
<p>${o.missing(signing.missing)}</p>`;
}
