import type { Lookup } from '@ena/client/mandates.ts';
import { html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { type LookupNames, readNames } from './lookup-names.ts';
import { pageLinks, pageNumber, perPage } from './paging.ts';
import { forQuery, type MandateTools, refusedPage, start } from './tools.ts';

const path = `${start}/fragor`;

/** Who has asked about the mandates of the one whom the reader chose, and why. */
export function lookupsPage(tools: MandateTools): PageRow {
  return {
    name: 'LookupsPage',
    path,
    summary: 'Vem har frågat om fullmakterna',
    who: 'signed-in',
    show: async (visit) => {
      const slice = { limit: perPage, page: pageNumber(visit), ...forQuery(visit) };
      const outcome = await tools.own(visit).lookups(slice);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { items, _meta } = outcome.value;
      const { lookups, errors } = visit.t.mandates;
      return {
        kind: 'page',
        title: lookups.title,
        content: html`<h1 class="ds-heading" data-size="lg">${lookups.title}</h1>
<p class="lead">${lookups.lead}</p>
${items.length === 0 ? html`<p>${lookups.none}</p>` : lookupTable(visit, items, await readNames(tools, visit, items))}
${pageLinks(visit, { path, total: _meta.totalRecords, caption: lookups.title })}
<p><a class="ds-link" href="${visit.href(start)}">${errors.back}</a></p>`,
      };
    },
  };
}

function lookupTable(visit: OwnVisit, items: readonly Lookup[], names: LookupNames) {
  const { lookups } = visit.t.mandates;
  return scrollTable(
    lookups.title,
    [
      lookups.at,
      lookups.who,
      lookups.service,
      lookups.why,
      lookups.as,
      lookups.other,
      visit.t.mandates.lists.where,
      lookups.found,
    ],
    items.map((one) => [
      html`${minuteTime(one.at)}`,
      html`${whoOf(one)}`,
      html`${one.service}`,
      html`${purposeOf(visit, one)}`,
      html`${lookups.sides[one.as]}`,
      html`${one.other === undefined ? lookups.noOther : names.party(one.other)}`,
      html`${names.relyingParty(one)}`,
      html`${one.found}`,
    ]),
  );
}

function whoOf({ organisation, organisationName }: Lookup): string {
  const number = written(organisation);
  return organisationName === undefined ? number : `${organisationName} (${number})`;
}

/** The contract's operations in plain words; a case handler's own words as they stand. */
function purposeOf({ t }: OwnVisit, { purpose }: Lookup): string {
  const { purposes } = t.mandates.lookups;
  return Object.hasOwn(purposes, purpose) ? purposes[purpose as keyof typeof purposes] : purpose;
}
