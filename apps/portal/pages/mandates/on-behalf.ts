import type { Mandate } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { mandatePath } from './mandate.ts';
import { pageLinks, pageNumber, readAll } from './paging.ts';
import { nameOf, personKey } from './party.ts';
import { limitsPart, validity } from './terms-view.ts';
import { isId, type MandateTools, refusedPage, start } from './tools.ts';

/** Where it is shown what a person may do for one other, whom a mandate of hers names. */
export const onBehalfPath = `${start}/at`;

const perCards = 20;

export function onBehalfPage(tools: MandateTools): PageRow {
  return {
    name: 'OnBehalfPage',
    path: `${onBehalfPath}/:id`,
    summary: 'Vad du får göra åt en annan',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const api = tools.own(visit);
      const named = await api.mandate(id);
      if (named.kind !== 'ok') return refusedPage(visit, named);
      const held = await readAll((slice) => api.mandates({ as: 'holder', standing: 'valid', ...slice }));
      if (held.kind !== 'ok') return refusedPage(visit, held);
      const key = personKey(named.value);
      const theirs = held.value.items.filter((one) => personKey(one) === key);
      if (theirs.length === 0) return notFoundPage(visit);
      return page(visit, { id, theirs, isCut: !held.value.all });
    },
  };
}

interface Shown {
  readonly id: string;
  readonly theirs: readonly Mandate[];
  /** She holds more than could be looked through. */
  readonly isCut: boolean;
}

function page(visit: OwnVisit, { id, theirs, isCut }: Shown): Answer {
  const { role, errors } = visit.t.mandates;
  const { href } = visit;
  const name = theirs[0] === undefined ? '' : nameOf(theirs[0].grantor);
  const title = role.onBehalf(name);
  const from = (pageNumber(visit) - 1) * perCards;
  return {
    kind: 'page',
    title,
    onBehalfOf: name,
    content: html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="lead">${role.onBehalfLead}</p>
${theirs.slice(from, from + perCards).map((one) => held(visit, one))}
${pageLinks(visit, { path: `${onBehalfPath}/${id}`, total: theirs.length, caption: title, per: perCards })}
${isCut && html`<p>${role.cut}</p>`}
${limitsOfActing(visit, name, theirs)}
<p><a class="ds-link" href="${href(`${start}/roll`)}">${role.another}</a></p>
<p><a class="ds-link" href="${href(start)}">${errors.back}</a></p>`,
  };
}

/** One mandate: what, where, until when, and what can be done with it here. */
function held(visit: OwnVisit, mandate: Mandate): Html {
  const { t, href } = visit;
  const { view, role } = t.mandates;
  const { id, title, relyingParty, permissions, basis, mayDo } = mandate;
  const at = href(`${mandatePath}/${id}`);
  return html`<h2 class="ds-heading" data-size="sm"><a class="ds-link" href="${at}">${title}</a></h2>
<dl><dt>${view.where}</dt><dd>${relyingParty.name}</dd>
<dt>${role.may}</dt>${permissions.map((one) => html`<dd>${one.title}</dd>`)}
<dt>${view.limits}</dt>${limitsPart(visit, mandate)}
<dt>${view.valid}</dt><dd>${validity(visit, mandate)}</dd>
${basis.relation && html`<dt>${role.ground}</dt><dd>${view.law[basis.relation]}</dd>`}</dl>
${
  mayDo.some((step) => step === 'pass-on' || step === 'return') &&
  html`<p class="actions">${mayDo.includes('pass-on') && html`<a class="ds-button" data-variant="secondary" href="${at}/ge-vidare">${view.passOn}<span class="ds-sr-only">: ${title}</span></a> `}${mayDo.includes('return') && html`<a class="ds-button" data-variant="secondary" href="${at}/lamna-tillbaka">${view.return}<span class="ds-sr-only">: ${title}</span></a>`}</p>`
}`;
}

/** What cannot be done here for the other: the API lets nobody act as another person. */
function limitsOfActing({ t }: OwnVisit, name: string, theirs: readonly Mandate[]): Html {
  const { role } = t.mandates;
  const byLaw = theirs.some(({ basis }) => basis.kind === 'law');
  const mayPassOn = theirs.some(({ mayDo }) => mayDo.includes('pass-on'));
  return html`<h2 class="ds-heading" data-size="md">${role.limitsTitle}</h2>
<ul>${byLaw && html`<li>${role.lawOnlyHere}</li><li>${role.lawNoGranting(name)}</li>`}
${!byLaw && html`<li>${role.noGranting(name)}</li>`}
<li>${mayPassOn ? role.somePassOn : role.noPassOn}</li></ul>`;
}
