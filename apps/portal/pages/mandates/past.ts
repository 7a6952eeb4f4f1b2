import type { Mandate } from '@ena/client/mandates.ts';
import type { Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { mandateTable } from './lists.ts';
import { pageLinks, pageNumber, perPage } from './paging.ts';
import { forQuery, type MandateTools, refusedPage, start } from './tools.ts';

const path = `${start}/upphorda`;

/** What has ended, for as long as the API shows it. */
export function pastPage(tools: MandateTools): PageRow {
  return {
    name: 'PastMandatesPage',
    path,
    summary: 'Upphörda fullmakter',
    who: 'signed-in',
    show: async (visit) => {
      const slice = {
        standing: 'past',
        limit: perPage,
        page: pageNumber(visit),
        ...forQuery(visit),
      } as const;
      const [given, received] = await Promise.all([
        tools.own(visit).mandates({ as: 'grantor', ...slice }),
        tools.own(visit).mandates({ as: 'holder', ...slice }),
      ]);
      if (given.kind !== 'ok') return refusedPage(visit, given);
      if (received.kind !== 'ok') return refusedPage(visit, received);
      return {
        kind: 'page',
        title: visit.t.mandates.lists.expired,
        content: content(visit, given.value, received.value),
      };
    },
  };
}

function content(visit: OwnVisit, given: Page<Mandate>, received: Page<Mandate>): Html {
  const { lists, errors } = visit.t.mandates;
  const total = Math.max(given._meta.totalRecords, received._meta.totalRecords);
  const part = (caption: string, side: 'grantor' | 'holder', { items }: Page<Mandate>) =>
    html`<h2 class="ds-heading" data-size="md">${caption}</h2>
${mandateTable(visit, { caption, side, items })}`;
  return html`<h1 class="ds-heading" data-size="lg">${lists.expired}</h1>
<p class="lead">${lists.expiredLead}</p>
${part(lists.grantedBefore, 'holder', given)}
${part(lists.receivedBefore, 'grantor', received)}
${pageLinks(visit, { path, total, caption: lists.expired })}
<p><a class="ds-link" href="${visit.href(start)}">${errors.back}</a></p>`;
}
