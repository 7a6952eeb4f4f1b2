import type { Mandate, Proposal } from '@ena/client/mandates.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { expiringPart, readExpiring } from './expiring.ts';
import { mandateTable, otherSide, proposalTable } from './lists.ts';
import { type Listed, listNames, type OwnLists, perList, readLists } from './own-lists.ts';
import { pageLinks } from './paging.ts';
import { nameOf } from './party.ts';
import { roleFirst } from './role.ts';
import { type MandateTools, refusedPage, start } from './tools.ts';

/** Everything that waits and everything that is in force, for the one whom the reader chose, who is chosen first. */
export function mandatesPage(tools: MandateTools): PageRow {
  return {
    name: 'MandatesPage',
    path: start,
    summary: 'Ombud och fullmakter',
    who: 'signed-in',
    show: async (visit) => {
      const role = await roleFirst(tools, visit);
      if (role !== undefined) return role;
      const lists = await readLists(tools, visit);
      if ('kind' in lists) return refusedPage(visit, lists);
      return page(visit, lists, expiringPart(visit, await readExpiring(tools, visit, lists)));
    },
  };
}

function page(visit: OwnVisit, lists: OwnLists, expiring: Html | undefined): Answer {
  const { t, href, session } = visit;
  const m = t.mandates;
  return {
    kind: 'page',
    title: m.title,
    content: html`<h1 class="ds-heading" data-size="lg">${m.title}</h1>
<p class="lead">${m.lead}</p>
<p>${m.seesFor} <strong>${session.actingFor?.name ?? t.shell.self}</strong>. <a class="ds-link" href="${href(`${start}/roll`)}">${m.role.change}<span class="ds-sr-only"> (${m.role.title})</span></a></p>
<p class="actions"><a class="ds-button" href="${href(`${start}/ny`)}">${m.give}</a>
<a class="ds-button" data-variant="secondary" href="${href(`${start}/begar`)}">${m.ask}</a></p>
${expiring}
${waiting(visit, 'signing', lists.signing, (items) => signingTable(visit, items))}
${waiting(visit, 'asked', lists.asked, (items, caption) => proposalTable(visit, { caption, side: 'holder', items }))}
${waiting(visit, 'asking', lists.asking, (items, caption) => proposalTable(visit, { caption, side: 'grantor', items }))}
${waiting(visit, 'drafts', lists.drafts, (items, caption) => proposalTable(visit, { caption, side: 'holder', items }))}
${standing(visit, 'granted', lists.granted, 'holder')}
${standing(visit, 'received', lists.received, 'grantor')}
${more(visit)}`,
  };
}

type ListName = keyof typeof listNames;

/** What waits is shown only while something does. */
function waiting(
  visit: OwnVisit,
  list: ListName,
  { items, total }: Listed<Proposal>,
  table: (items: readonly Proposal[], caption: string) => Html,
): Html | undefined {
  if (total === 0) return undefined;
  const caption = visit.t.mandates.lists[list];
  return html`${heading(visit, list)}
${items.length > 0 && table(items, caption)}${turning(visit, list, total)}`;
}

function standing(
  visit: OwnVisit,
  list: ListName,
  { items, total }: Listed<Mandate>,
  side: 'grantor' | 'holder',
): Html {
  return html`${heading(visit, list)}
${mandateTable(visit, { caption: visit.t.mandates.lists[list], side, items })}${turning(visit, list, total)}`;
}

function heading(visit: OwnVisit, list: ListName): Html {
  return html`<h2 class="ds-heading" data-size="md" id="${listNames[list]}">${visit.t.mandates.lists[list]}</h2>`;
}

function turning(visit: OwnVisit, list: ListName, total: number): Html | undefined {
  const caption = visit.t.mandates.lists[list];
  const per = list === 'signing' ? perList.signing : perList.others;
  return pageLinks(visit, { path: start, total, caption, name: listNames[list], per });
}

function signingTable(visit: OwnVisit, items: readonly Proposal[]): Html {
  const { t, href } = visit;
  const { lists } = t.mandates;
  return scrollTable(
    lists.signing,
    [lists.what, lists.from, lists.to, lists.remains],
    items.map((one) => [
      html`<a class="ds-link" href="${href(`${start}/arende/${one.id}`)}">${one.terms.title}<span class="ds-sr-only">, ${otherSide(one.terms, 'holder')}</span></a>`,
      html`${otherSide(one.terms, 'grantor')}`,
      html`${otherSide(one.terms, 'holder')}`,
      html`${remaining(visit, one)}`,
    ]),
  );
}

/** How many signatures remain, and whose would help. */
function remaining({ t }: OwnVisit, { remaining: left }: Proposal): string {
  const { proposal } = t.mandates;
  if (left === undefined) return proposal.remainingUnknown;
  if (left.count === undefined) return proposal.nobodyLeft;
  return `${proposal.remaining(left.count)} ${left.persons.map(nameOf).join(', ')}`;
}

function more({ t, href, session }: OwnVisit): Html {
  const m = t.mandates;
  const { csv, handlers } = t.mandateHandling;
  const orgnr = session.actingFor?.orgnr;
  return html`<ul class="links">
<li><a class="ds-link" href="${href(`${start}/upphorda`)}">${m.lists.expired}</a></li>
<li><a class="ds-link" href="${href(`${start}/fragor`)}">${m.lookups.title}</a></li>
${
  orgnr !== undefined &&
  html`<li><a class="ds-link" href="${href(`${start}/organisation/${orgnr}/lista`)}">${csv.title}</a></li>
<li><a class="ds-link" href="${href(`${start}/mottagare/${orgnr}/handlaggare`)}">${handlers.title}</a></li>`
}
</ul>`;
}
