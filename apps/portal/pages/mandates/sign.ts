import type { Proposal } from '@ena/client/mandates.ts';
import { beginSignature, type LogInFlow } from '../../log-in/flow.ts';
import { submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import { messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { closing, proposalPath, signing } from './proposal.ts';
import { stepsPart } from './steps.ts';
import { actedFor, isId, isRevision, type MandateTools, refusedPage } from './tools.ts';

const path = `${proposalPath}/:id/skriv-under`;

/** What leads to signing from where the proposal stands; a request is approved and a draft is handed in first. */
type First = 'submit' | 'approve' | 'sign';

/** The fourth step: the exact text, and the way to the e-signature. */
export function signMandatePage(tools: MandateTools): PageRow {
  return {
    name: 'SignMandatePage',
    path,
    summary: 'Läs fullmakten och skriv under',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const api = tools.own(visit);
      const [proposal, text] = await Promise.all([
        api.proposal(id, actedFor(visit)),
        api.text(id, actedFor(visit)),
      ]);
      if (proposal.kind !== 'ok') return refusedPage(visit, proposal);
      if (text.kind !== 'ok') return refusedPage(visit, text);
      const first = firstOf(proposal.value);
      if (first === undefined) return { kind: 'redirect', to: `${proposalPath}/${id}` };
      return page(visit, proposal.value, text.value, first);
    },
  };
}

function firstOf({ mayDo }: Proposal): First | undefined {
  return (['sign', 'submit', 'approve'] as const).find((step) => mayDo.includes(step));
}

function page(visit: OwnVisit, proposal: Proposal, text: string, first: First): Answer {
  const { t, href, session } = visit;
  const { make } = t.mandates;
  const { id, revision, terms, mayDo } = proposal;
  return {
    kind: 'page',
    title: `${terms.title}: ${make.textTitle}`,
    content: html`<h1 class="ds-heading" data-size="lg">${make.textTitle}</h1>
${first === 'submit' && stepsPart(visit, 'grantor', 4)}
<p class="lead">${make.textLead}</p>
<pre lang="sv" tabindex="0">${text}</pre>
${signing(visit, proposal)}
<form method="post" action="${href(`${proposalPath}/${id}/skriv-under`)}">${tokenField(session)}
<input type="hidden" name="revision" value="${revision}">
<p class="actions">${submit(first === 'approve' ? make.approveAndSign : make.sign)}
${mayDo.includes('revise') && html`<a class="ds-button" data-variant="secondary" href="${href(`${proposalPath}/${id}/innehall`)}">${make.change}</a>`}</p></form>
${closing(visit, proposal)}`,
  };
}

export function signMandateForm(tools: MandateTools, flow: LogInFlow): FormRow {
  return {
    name: 'SignMandate',
    path,
    summary: 'Skickar till e-underskrift av fullmakten',
    who: 'signed-in',
    take: async (visit, form) => {
      const { id } = visit.params;
      if (!isId(id) || !isRevision(form.revision)) return notFoundPage(visit);
      const ready = await settled(tools, visit, id, Number(form.revision));
      return 'kind' in ready ? ready : toSignature(tools, visit, flow, ready);
    },
  };
}

/** The proposal in signing; on the way there it takes the step that the reader has just decided on. */
async function settled(
  tools: MandateTools,
  visit: OwnVisit,
  id: string,
  revision: number,
): Promise<Proposal | Answer> {
  const api = tools.own(visit);
  const found = await api.proposal(id, actedFor(visit));
  if (found.kind !== 'ok') return refusedPage(visit, found);
  const first = firstOf(found.value);
  if (first === undefined) return { kind: 'redirect', to: `${proposalPath}/${id}` };
  if (first === 'sign') return found.value;
  const outcome = await api.decide(id, { step: first, revision }, actedFor(visit));
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  // Whoever hands it in need not be among those who sign.
  if (!outcome.value.mayDo.includes('sign')) return { kind: 'redirect', to: `${proposalPath}/${id}` };
  return outcome.value;
}

async function toSignature(
  tools: MandateTools,
  visit: OwnVisit,
  flow: LogInFlow,
  { id, terms }: Proposal,
): Promise<Answer> {
  const { t, href } = visit;
  const orgnr = actedFor(visit);
  const text = await tools.own(visit).text(id, orgnr);
  if (text.kind !== 'ok') return refusedPage(visit, text);
  const next = href(`${proposalPath}/${id}`);
  const url = await beginSignature(flow, visit, {
    text: text.value,
    message: t.mandates.make.signMessage(terms.title, terms.relyingParty.name),
    matter: { proposal: id, ...(orgnr !== undefined && { orgnr }) },
    next,
  });
  if (url !== undefined) return { kind: 'to-provider', url };
  const { providerAway: title, providerAwayLead: lead } = t.errors;
  return messagePage({ title, lead, status: 503, links: [{ to: next, text: t.mandates.errors.back }] });
}
