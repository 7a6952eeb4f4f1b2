import type { Proposal, ProposalDecision } from '@ena/client/mandates.ts';
import { submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import { minuteTime } from '../../shell/time.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { mandatePath } from './mandate.ts';
import { nameOf } from './party.ts';
import { termsView } from './terms-view.ts';
import { actedFor, isId, isRevision, type MandateTools, refusedPage, start } from './tools.ts';

/** Where a mandate in the making is shown. */
export const proposalPath = `${start}/arende`;

export function proposalPage(tools: MandateTools): PageRow {
  return {
    name: 'ProposalPage',
    path: `${proposalPath}/:id`,
    summary: 'En fullmakt som inte är klar',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const outcome = await tools.own(visit).proposal(id, actedFor(visit));
      return outcome.kind === 'ok' ? page(visit, outcome.value) : refusedPage(visit, outcome);
    },
  };
}

/** Declining a request, or withdrawing what is not signed. */
export function proposalStepForm(tools: MandateTools): FormRow {
  return {
    name: 'ProposalStep',
    path: `${proposalPath}/:id/steg`,
    readAt: `${proposalPath}/:id`,
    summary: 'Avböjer eller återtar en fullmakt som inte är klar',
    who: 'signed-in',
    take: async (visit, form) => {
      const { id } = visit.params;
      const { action: step } = form;
      if (!isId(id) || !isRevision(form.revision)) return notFoundPage(visit);
      if (step !== 'decline' && step !== 'withdraw') return notFoundPage(visit);
      const decision: ProposalDecision = { step, revision: Number(form.revision) };
      const outcome = await tools.own(visit).decide(id, decision, actedFor(visit));
      return outcome.kind === 'ok'
        ? { kind: 'redirect', to: `${proposalPath}/${id}` }
        : refusedPage(visit, outcome);
    },
  };
}

function page(visit: OwnVisit, proposal: Proposal): Answer {
  const { state, terms, lapsesAt } = proposal;
  const { states, proposal: words, errors } = visit.t.mandates;
  const isOpen = state === 'draft' || state === 'requested' || state === 'signing';
  return {
    kind: 'page',
    title: `${terms.title}: ${states[state]}`,
    content: html`<h1 class="ds-heading" data-size="lg">${terms.title}</h1>
<p class="lead">${terms.description}</p>
<div class="ds-alert" data-color="${state === 'registered' ? 'success' : 'info'}"><h2 class="ds-heading" data-size="xs">${states[state]}</h2>
<p>${words.lead[state]}</p>${isOpen && html`<p>${words.lapses(minuteTime(lapsesAt))}</p>`}</div>
${actions(visit, proposal)}
${termsView(visit, terms)}
${signing(visit, proposal)}
${closing(visit, proposal)}
<p><a class="ds-link" href="${visit.href(start)}">${errors.back}</a></p>`,
  };
}

/** The way on for this reader: to the mandate, to the content, or to the text to sign. */
function actions({ t, href }: OwnVisit, { id, state, mayDo }: Proposal): Html | undefined {
  const { proposal, make } = t.mandates;
  const answers = mayDo.includes('approve') || mayDo.includes('decline');
  const links = [
    state === 'registered' && { to: `${mandatePath}/${id}`, text: proposal.toMandate },
    (mayDo.includes('submit') || mayDo.includes('sign')) && {
      to: `${proposalPath}/${id}/skriv-under`,
      text: proposal.readAndSign,
    },
    answers && { to: `${proposalPath}/${id}/skriv-under`, text: proposal.readAndAnswer },
    mayDo.includes('revise') && { to: `${proposalPath}/${id}/innehall`, text: make.change },
  ].filter((one) => one !== false);
  if (links.length === 0) return undefined;
  return html`<p class="actions">${links.map(({ to, text }, at) => html`<a class="ds-button"${at > 0 && html` data-variant="secondary"`} href="${href(to)}">${text}</a> `)}</p>`;
}

/** How many have signed, how many remain, and whose signatures would help. */
export function signing({ t }: OwnVisit, proposal: Proposal): Html | undefined {
  const { proposal: words } = t.mandates;
  const { state, signatures, remaining } = proposal;
  if (state !== 'signing') return undefined;
  return html`<h2 class="ds-heading" data-size="md">${words.signed}</h2>
${signatures.length === 0 ? html`<p>${words.nobodySigned}</p>` : html`<ul>${signatures.map(({ person, at }) => html`<li>${nameOf(person)}, ${minuteTime(at)}</li>`)}</ul>`}
${remaining === undefined && html`<p>${words.remainingUnknown}</p>`}
${remaining !== undefined && html`<p>${remaining.count === undefined ? words.nobodyLeft : words.remaining(remaining.count)}</p>`}
${remaining !== undefined && remaining.persons.length > 0 && html`<p>${words.among}</p><ul>${remaining.persons.map((person) => html`<li>${nameOf(person)}</li>`)}</ul>`}`;
}

/** Declining and withdrawing are forms of their own, last on the page. */
export function closing({ t, href, session }: OwnVisit, proposal: Proposal): Html | undefined {
  const { proposal: words } = t.mandates;
  const steps = (['decline', 'withdraw'] as const).filter((step) => proposal.mayDo.includes(step));
  if (steps.length === 0) return undefined;
  return html`${steps.map(
    (
      step,
    ) => html`<form method="post" action="${href(`${proposalPath}/${proposal.id}/steg`)}">${tokenField(session)}
<input type="hidden" name="revision" value="${proposal.revision}">
<p>${words[`${step}Lead`]}</p><p>${submit(words[step], 'secondary', step)}</p></form>`,
  )}`;
}
