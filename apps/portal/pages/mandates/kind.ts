import type { RelyingParty, Template } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { isLegalPerson } from '../organisation/number.ts';
import { pageLinks, pageNumber, perPage, readAll } from './paging.ts';
import { oneLine } from './plain-text.ts';
import { relyingPartiesPage } from './relying-parties.ts';
import { stepsPart } from './steps.ts';
import { type MandateTools, refusedPage, start } from './tools.ts';

/** Whether the reader gives a mandate or asks for one. */
export type As = 'grantor' | 'holder';

/** Where each way of making a mandate begins. */
export const beginnings: Readonly<Record<As, string>> = { grantor: `${start}/ny`, holder: `${start}/begar` };

/** The first step: where the mandate is to apply (`?hos=`), and then which kind. */
export function kindPage(tools: MandateTools, as: As): PageRow {
  return {
    name: as === 'grantor' ? 'GiveMandatePage' : 'AskMandatePage',
    path: beginnings[as],
    summary: as === 'grantor' ? 'Ge en fullmakt: hos vem och slag' : 'Be om en fullmakt: hos vem och slag',
    who: 'signed-in',
    show: (visit) => {
      const { hos } = visit.query;
      if (hos === undefined) return relyingPartiesPage(tools, visit, as, beginnings[as]);
      return isLegalPerson(hos) ? kindsOf(tools, visit, as, hos) : Promise.resolve(notFoundPage(visit));
    },
  };
}

/** The search for where. */
export function whereForm(tools: MandateTools, as: As): FormRow {
  return {
    name: as === 'grantor' ? 'GiveMandateWhere' : 'AskMandateWhere',
    path: beginnings[as],
    summary: 'Söker organisationer där en fullmakt kan gälla',
    who: 'signed-in',
    take: (visit, form) => relyingPartiesPage(tools, visit, as, beginnings[as], oneLine(form.sok)),
  };
}

async function kindsOf(tools: MandateTools, visit: OwnVisit, as: As, orgnr: string): Promise<Answer> {
  const api = tools.own(visit);
  const [parties, templates] = await Promise.all([
    readAll((slice) => api.relyingParties(slice)),
    api.templates({ relyingParty: orgnr, limit: perPage, page: pageNumber(visit) }),
  ]);
  if (parties.kind !== 'ok') return refusedPage(visit, parties);
  if (templates.kind !== 'ok') return refusedPage(visit, templates);
  const party = parties.value.items.find((one) => one.orgnr === orgnr);
  return party === undefined ? notFoundPage(visit) : page(visit, as, party, templates.value);
}

/** Why the reader cannot use a template in her role; nothing where she can. */
function hindrance({ t, session }: OwnVisit, as: As, { content }: Template): string | undefined {
  const { make } = t.mandates;
  const isOrganisation = session.actingFor !== undefined;
  if (as === 'grantor') {
    if (content.grantorRoles.includes(isOrganisation ? 'organisation' : 'private')) return undefined;
    return isOrganisation ? make.onlyPrivateGives : make.onlyOrganisationGives;
  }
  if (content.holderRoles.includes(isOrganisation ? 'organisation' : 'person')) return undefined;
  return isOrganisation ? make.onlyPersonGets : make.onlyOrganisationGets;
}

function page(visit: OwnVisit, as: As, party: RelyingParty, { items, _meta }: Page<Template>): Answer {
  const { t, href } = visit;
  const { make, give, ask } = t.mandates;
  const path = beginnings[as];
  return {
    kind: 'page',
    title: `${as === 'grantor' ? give : ask}: ${make.kindTitle} ${party.name}`,
    content: html`<h1 class="ds-heading" data-size="lg">${make.kindTitle}</h1>
${stepsPart(visit, as, 1)}
<p class="lead">${make.kindLead(party.name)}</p>
<p><a class="ds-link" href="${href(path)}">${make.otherParty}</a></p>
${items.length === 0 ? html`<p>${t.mandates.lists.none}</p>` : cards(visit, as, items)}
${pageLinks(visit, { path, total: _meta.totalRecords, caption: party.name })}
${items.some((one) => hindrance(visit, as, one) !== undefined) && html`<p><a class="ds-link" href="${href(`${start}/roll`)}">${make.otherRole}</a></p>`}`,
  };
}

function cards(visit: OwnVisit, as: As, templates: readonly Template[]): Html {
  return html`<ul class="cards">${templates.map((one) => {
    const why = hindrance(visit, as, one);
    return html`<li class="ds-card"><h2 class="ds-heading" data-size="xs">${one.content.title}</h2>
<p>${one.content.description}</p>
${why === undefined ? choose(visit, as, one) : html`<p class="hint">${why}</p>`}</li>`;
  })}</ul>`;
}

function choose({ t, href }: OwnVisit, as: As, { id, content }: Template): Html {
  return html`<p><a class="ds-button" data-variant="secondary" href="${href(`${beginnings[as]}/${id}`)}">${t.mandates.make.choose}<span class="ds-sr-only">: ${content.title}</span></a></p>`;
}
