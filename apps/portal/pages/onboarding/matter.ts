import type { HistoryEntry, Matter, SignatureEntry } from '@ena/client/onboarding.ts';
import { submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import type { MarkType } from '../../sources/trust-marks.ts';
import { written } from '../organisation/number.ts';
import { agreementPart } from './agreement.ts';
import { historyPart } from './history.ts';
import { findMark, type MarkNow, markPart } from './mark.ts';
import { nameOf } from './own-part.ts';
import { servicePart } from './service.ts';
import { findSignatures, signaturesPart } from './signatures.ts';
import { stepForms } from './step-forms.ts';
import { isMatterId, type OnboardingTools, places, refusedPage } from './tools.ts';

/** One matter of the person's own: where it stands, why, and what they can do. */
export function matterPage(tools: OnboardingTools): PageRow {
  return {
    name: 'MatterPage',
    path: `${places.self}/:id`,
    summary: 'Ett eget ärende',
    who: 'signed-in',
    show: (visit) => showMatter(visit, tools),
  };
}

async function showMatter(visit: OwnVisit, tools: OnboardingTools): Promise<Answer> {
  const { id } = visit.params;
  if (!isMatterId(id)) return notFoundPage(visit);
  const api = tools.api(visit);
  const [matter, history] = await Promise.all([api.matter('self', id), api.history('self', id)]);
  if (matter.kind !== 'ok') return refusedPage(visit, matter);
  const agreement = matter.value.application?.signing && (await api.own.agreement(id));
  const shown: Shown = {
    matter: matter.value,
    history: history.kind === 'ok' ? history.value.items : [],
    agreement: agreement?.kind === 'ok' ? agreement.value.text : undefined,
    signatures: await findSignatures(tools, visit, 'self', matter.value),
    mark: await findMark(tools, matter.value),
  };
  const name = nameOf(matter.value, visit.language, shown.mark.types);
  return {
    kind: 'page',
    title: `${visit.t.onboarding.kinds[matter.value.kind]}: ${name}`,
    content: content(visit, shown),
  };
}

interface Shown {
  readonly matter: Matter;
  readonly history: readonly HistoryEntry[];
  /** The text, where there is one yet. */
  readonly agreement: string | undefined;
  readonly signatures: readonly SignatureEntry[];
  readonly mark: MarkNow;
}

function content(visit: OwnVisit, { matter, history, agreement, signatures, mark }: Shown): Html {
  const { t } = visit;
  return html`${matterHead(visit, matter, mark.types)}
${checks(visit, matter)}
${servicePart(visit, matter)}
${markPart(visit, 'self', matter, mark)}
${agreement !== undefined && agreementPart(visit, matter, agreement)}
${signaturesPart(visit, 'self', matter, signatures)}
${joinPart(visit, matter)}
${stepForms(visit, matter, places.self)}
<h2 class="ds-heading" data-size="md">${t.onboarding.history}</h2>
${historyPart(visit, history)}`;
}

/** The state in words, why it is so, and what to mend. */
export function matterHead(
  { t, language }: OwnVisit,
  matter: Matter,
  types?: readonly MarkType[] | undefined,
): Html {
  const { reason, mend } = matter.said;
  return html`<h1 class="ds-heading" data-size="lg">${t.onboarding.kinds[matter.kind]}: ${nameOf(matter, language, types)}</h1>
<div class="ds-alert" data-color="${mend.length > 0 ? 'warning' : 'info'}">
<h2 class="ds-heading" data-size="xs">${matter.stateText[language]}</h2>
${reason !== '' && html`<p lang="sv">${reason}</p>`}
${mend.length > 0 && html`<p>${t.onboarding.mend}</p><ul lang="sv">${mend.map((it) => html`<li>${it}</li>`)}</ul>`}
</div>
<dl><dt>${t.organisation.orgnr}</dt><dd>${written(matter.orgnr)}</dd>
${matter.application?.entityId && html`<dt>${t.details.entity}</dt><dd class="code">${matter.application.entityId}</dd>`}
${matter.application && html`<dt>${t.onboarding.applicant}</dt><dd>${matter.application.applicant}</dd>`}</dl>`;
}

const colours = { passed: 'success', warning: 'warning', failed: 'danger', unavailable: 'warning' } as const;

export function checks({ t, language }: OwnVisit, { application }: Matter): Html | undefined {
  if (application === undefined) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${t.onboarding.checks}</h2>
<ul class="cards">${application.checks.map(
    ({ result, explanation, mend }) => html`<li class="ds-card">
<p><span class="ds-tag" data-color="${colours[result]}">${t.onboarding.results[result]}</span></p>
<p>${explanation[language]}</p>${mend && html`<p>${mend[language]}</p>`}</li>`,
  )}</ul>`;
}

function joinPart({ t, href, session }: OwnVisit, matter: Matter): Html | undefined {
  if (!matter.steps.some(({ step }) => step === 'make-join-token')) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${t.onboarding.joinTitle}</h2>
<p>${t.onboarding.joinLead}</p>
<form method="post" action="${href(`/organisation/arende/${matter.id}/anslut`)}">${tokenField(session)}${submit(t.onboarding.makeToken)}</form>`;
}
