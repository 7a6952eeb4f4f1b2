import type { RelyingParty } from '@ena/client/mandates.ts';
import { submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { pageLinks, pageNumber, perPage, readAll } from './paging.ts';
import { stepsPart } from './steps.ts';
import { type MandateTools, refusedPage } from './tools.ts';

interface Shown {
  readonly parties: readonly RelyingParty[];
  readonly total: number;
  /** What was searched for, where something was. */
  readonly sought?: string;
  /** There are more than could be looked through. */
  readonly isCut?: boolean;
}

/** Where the mandate is to apply: by pages, or what fits the name or number that was searched for. */
export async function relyingPartiesPage(
  tools: MandateTools,
  visit: OwnVisit,
  as: 'grantor' | 'holder',
  path: string,
  sought = '',
): Promise<Answer> {
  const api = tools.own(visit);
  if (sought !== '') {
    const found = await readAll((slice) => api.relyingParties(slice));
    if (found.kind !== 'ok') return refusedPage(visit, found);
    const parties = found.value.items.filter((one) => fits(one, sought));
    return page(visit, as, path, { parties, total: 0, sought, isCut: !found.value.all });
  }
  const found = await api.relyingParties({ limit: perPage, page: pageNumber(visit) });
  if (found.kind !== 'ok') return refusedPage(visit, found);
  return page(visit, as, path, { parties: found.value.items, total: found.value._meta.totalRecords });
}

function fits({ name, orgnr }: RelyingParty, sought: string): boolean {
  const digits = sought.replaceAll(/[\s-]/g, '');
  if (/^\d+$/.test(digits)) return orgnr.startsWith(digits);
  return name.toLocaleLowerCase('sv').includes(sought.toLocaleLowerCase('sv'));
}

function page(
  visit: OwnVisit,
  as: 'grantor' | 'holder',
  path: string,
  { parties, total, sought, isCut }: Shown,
): Answer {
  const { make, give, ask } = visit.t.mandates;
  return {
    kind: 'page',
    title: `${as === 'grantor' ? give : ask}: ${make.whereTitle}`,
    content: html`<h1 class="ds-heading" data-size="lg">${make.whereTitle}</h1>
${stepsPart(visit, as, 1)}
<p class="lead">${make.whereLead}</p>
${(total > perPage || sought !== undefined) && searchForm(visit, path, sought)}
${list(visit, path, { parties, total, ...(sought !== undefined && { sought }) })}
${isCut && html`<p>${make.whereCut}</p>`}
${pageLinks(visit, { path, total, caption: make.whereTitle })}
${sought !== undefined && html`<p><a class="ds-link" href="${visit.href(path)}">${make.whereAll}</a></p>`}`,
  };
}

/** What was searched for stands in no address: it may be a person's number. */
function searchForm({ t, href, session }: OwnVisit, path: string, sought: string | undefined): Html {
  const { make } = t.mandates;
  return html`<form class="stack" method="post" action="${href(path)}" role="search">${tokenField(session)}<div class="ds-field">
<label class="ds-label" for="sok">${make.whereSearch}</label>
<input class="ds-input" type="text" id="sok" name="sok" value="${sought ?? ''}" autocomplete="off">
</div>${submit(make.whereFind, 'secondary')}</form>`;
}

function list({ t, href }: OwnVisit, path: string, { parties, sought }: Shown): Html {
  const { make } = t.mandates;
  if (parties.length === 0)
    return html`<p role="status">${sought === undefined ? make.noKinds : make.noParty}</p>`;
  return html`${sought !== undefined && html`<p role="status">${make.foundParties(parties.length)}</p>`}
<ul class="links">${parties.map(({ orgnr, name }) => html`<li><a class="ds-link" href="${href(path)}?hos=${orgnr}">${name === orgnr ? written(orgnr) : name}</a></li>`)}</ul>`;
}
