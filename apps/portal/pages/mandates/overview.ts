import type { Mandate, Proposal } from '@ena/client/mandates.ts';
import type { Outcome, Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { expiringPart } from './expiring.ts';
import { mandateTable, otherSide, proposalTable } from './lists.ts';
import { nameOf } from './party.ts';
import { roleFirst } from './role.ts';
import { actedFor, forQuery, type MandateTools, refusedPage, start } from './tools.ts';

const most = { limit: 100 };

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
      const found = await findAll(tools, visit);
      const refused = Object.values(found).find((outcome) => outcome.kind !== 'ok');
      if (refused !== undefined) return refusedPage(visit, refused);
      return page(visit, await withRemaining(tools, visit, itemsOf(found)));
    },
  };
}

async function findAll(tools: MandateTools, visit: OwnVisit) {
  const api = tools.own(visit);
  const acting = { ...most, ...forQuery(visit) };
  const [granted, grantedLater, received, receivedLater, asked, asking, drafts, signing, toSign] =
    await Promise.all([
      api.mandates({ as: 'grantor', standing: 'valid', ...acting }),
      api.mandates({ as: 'grantor', standing: 'coming', ...acting }),
      api.mandates({ as: 'holder', standing: 'valid', ...acting }),
      api.mandates({ as: 'holder', standing: 'coming', ...acting }),
      api.proposals({ as: 'grantor', state: ['requested'], ...acting }),
      api.proposals({ as: 'holder', state: ['requested'], ...acting }),
      api.proposals({ as: 'grantor', state: ['draft'], ...acting }),
      api.proposals({ as: 'grantor', state: ['signing'], ...acting }),
      api.proposals({ as: 'signatory', state: ['signing'], ...acting }),
    ]);
  return { granted, grantedLater, received, receivedLater, asked, asking, drafts, signing, toSign };
}

type Found = Awaited<ReturnType<typeof findAll>>;

interface Shown {
  readonly granted: Listed<Mandate>;
  readonly received: Listed<Mandate>;
  readonly asked: Listed<Proposal>;
  readonly asking: Listed<Proposal>;
  readonly drafts: Listed<Proposal>;
  readonly signing: readonly Proposal[];
}

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

function itemsOf(found: Found): Shown {
  const signing = [found.signing, found.toSign].flatMap((one) => listed(one).items);
  return {
    granted: joined(listed(found.granted), listed(found.grantedLater)),
    received: joined(listed(found.received), listed(found.receivedLater)),
    asked: listed(found.asked),
    asking: listed(found.asking),
    drafts: listed(found.drafts),
    signing: [...new Map(signing.map((one) => [one.id, one])).values()],
  };
}

function listed<Item>(outcome: Outcome<Page<Item>>): Listed<Item> {
  if (outcome.kind !== 'ok') return { items: [], total: 0 };
  return { items: outcome.value.items, total: outcome.value._meta.totalRecords };
}

function joined<Item>(a: Listed<Item>, b: Listed<Item>): Listed<Item> {
  return { items: [...a.items, ...b.items], total: a.total + b.total };
}

/** Who can sign changes with the register, so it is read of each and not of the list. */
const asked = 20;

async function withRemaining(tools: MandateTools, visit: OwnVisit, shown: Shown): Promise<Shown> {
  const api = tools.own(visit);
  const signing = await Promise.all(
    shown.signing.map(async (one, at) => {
      if (at >= asked) return one;
      const outcome = await api.proposal(one.id, actedFor(visit));
      return outcome.kind === 'ok' ? outcome.value : one;
    }),
  );
  return { ...shown, signing };
}

function page(visit: OwnVisit, shown: Shown): Answer {
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
${expiringPart(visit, { granted: shown.granted.items, received: shown.received.items })}
${signingPart(visit, shown.signing)}
${waiting(visit, m.lists.asked, 'holder', shown.asked)}
${waiting(visit, m.lists.asking, 'grantor', shown.asking)}
${waiting(visit, m.lists.drafts, 'holder', shown.drafts)}
<h2 class="ds-heading" data-size="md">${m.lists.granted}</h2>
${mandateTable(visit, { caption: m.lists.granted, side: 'holder', ...shown.granted })}
<h2 class="ds-heading" data-size="md">${m.lists.received}</h2>
${mandateTable(visit, { caption: m.lists.received, side: 'grantor', ...shown.received })}
${more(visit)}`,
  };
}

/** What waits is shown only while something does. */
function waiting(
  visit: OwnVisit,
  caption: string,
  side: 'grantor' | 'holder',
  list: Listed<Proposal>,
): Html | undefined {
  if (list.items.length === 0) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${caption}</h2>
${proposalTable(visit, { caption, side, ...list })}`;
}

function signingPart(visit: OwnVisit, items: readonly Proposal[]): Html | undefined {
  const { t, href } = visit;
  const { lists } = t.mandates;
  if (items.length === 0) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${lists.signing}</h2>
${scrollTable(
  lists.signing,
  [lists.what, lists.from, lists.to, lists.remains],
  items.map((one) => [
    html`<a class="ds-link" href="${href(`${start}/arende/${one.id}`)}">${one.terms.title}<span class="ds-sr-only">, ${otherSide(one.terms, 'holder')}</span></a>`,
    html`${otherSide(one.terms, 'grantor')}`,
    html`${otherSide(one.terms, 'holder')}`,
    html`${remaining(visit, one)}`,
  ]),
)}`;
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
