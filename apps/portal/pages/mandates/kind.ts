import type { RelyingParty, Template } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { stepsPart } from './steps.ts';
import { actedFor, type MandateTools, refusedPage, start } from './tools.ts';

/** Whether the reader gives a mandate or asks for one. */
export type As = 'grantor' | 'holder';

/** Where each way of making a mandate begins. */
export const beginnings: Readonly<Record<As, string>> = { grantor: `${start}/ny`, holder: `${start}/begar` };

/** The first step: where the mandate is to apply, and which kind. */
export function kindPage(tools: MandateTools, as: As): PageRow {
  return {
    name: as === 'grantor' ? 'GiveMandatePage' : 'AskMandatePage',
    path: beginnings[as],
    summary: as === 'grantor' ? 'Ge en fullmakt: slag' : 'Be om en fullmakt: slag',
    who: 'signed-in',
    show: async (visit) => {
      const api = tools.own(visit);
      const [parties, templates] = await Promise.all([
        api.relyingParties({ limit: 100 }),
        api.templates({ limit: 100 }),
      ]);
      if (parties.kind !== 'ok') return refusedPage(visit, parties);
      if (templates.kind !== 'ok') return refusedPage(visit, templates);
      const usable = templates.value.items.filter((one) => isFor(visit, as, one));
      return page(visit, as, parties.value.items, usable);
    },
  };
}

/** A template that the reader can use in her role; one that only the law gives is nobody's to use. */
function isFor(visit: OwnVisit, as: As, { content, owner }: Template): boolean {
  const isOrganisation = actedFor(visit) !== undefined;
  if (owner === undefined) return false;
  return as === 'grantor'
    ? content.grantorRoles.includes(isOrganisation ? 'organisation' : 'private')
    : content.holderRoles.includes(isOrganisation ? 'organisation' : 'person');
}

function page(
  visit: OwnVisit,
  as: As,
  parties: readonly RelyingParty[],
  templates: readonly Template[],
): Answer {
  const { make, give, ask } = visit.t.mandates;
  const offered = parties
    .map((party) => ({ party, own: templates.filter(({ owner }) => owner === party.orgnr) }))
    .filter(({ own }) => own.length > 0);
  const none = as === 'grantor' ? make.noKinds : make.noAskKinds;
  return {
    kind: 'page',
    title: `${as === 'grantor' ? give : ask}: ${make.kindTitle}`,
    content: html`<h1 class="ds-heading" data-size="lg">${make.kindTitle}</h1>
${stepsPart(visit, as, 1)}
<p class="lead">${make.kindLead}</p>
${offered.length === 0 && html`<p>${none}</p>`}
${offered.map(({ party, own }) => html`<h2 class="ds-heading" data-size="md">${party.name}</h2>${cards(visit, as, own)}`)}`,
  };
}

function cards({ t, href }: OwnVisit, as: As, templates: readonly Template[]): Html {
  const { make } = t.mandates;
  return html`<ul class="cards">${templates.map(
    ({ id, content }) => html`<li class="ds-card"><h3 class="ds-heading" data-size="xs">${content.title}</h3>
<p>${content.description}</p>
<p><a class="ds-button" data-variant="secondary" href="${href(`${beginnings[as]}/${id}`)}">${make.choose}<span class="ds-sr-only">: ${content.title}</span></a></p></li>`,
  )}</ul>`;
}
