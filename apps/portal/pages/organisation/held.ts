import type { Outcome, Page } from '@ena/client/outcome.ts';
import { type Html, html } from '../../shell/html.ts';
import { messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { Answer, OwnVisit, Visit } from '../../shell/visit.ts';
import type { Grant, Holdings, Inventory, Operation } from '../../sources/inventory.ts';
import { type OnboardingTools, refusedPage } from '../onboarding/tools.ts';
import { isLegalPerson, written } from './number.ts';

/** What stands in an organisation's connector, for its contacts: systems, services, grants given and received. */
export function heldPage(tools: OnboardingTools): PageRow {
  return {
    name: 'HeldPage',
    path: '/organisation/:orgnr/system',
    summary: 'System och behörigheter i en organisations anslutning',
    who: 'signed-in',
    show: async (visit) => {
      const { orgnr = '' } = visit.params;
      if (!isLegalPerson(orgnr)) return notFoundPage(visit);
      const outcome = await tools.holdings(visit, orgnr);
      if (isUnknown(outcome)) return forContacts(visit, orgnr);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const name = outcome.value.names.get(orgnr) ?? written(orgnr);
      const title = `${visit.t.held.title}: ${name}`;
      return { kind: 'page', title, content: content(visit, orgnr, title, outcome.value) };
    },
  };
}

/** The API answers so for an organisation that the reader is no contact of, whether or not there is one. */
function isUnknown(outcome: Outcome<Holdings>): boolean {
  return outcome.kind === 'problem' && outcome.problem.status === 404;
}

function forContacts({ t, href }: OwnVisit, orgnr: string): Answer {
  return messagePage({
    title: t.held.contactsOnly,
    lead: t.held.contactsOnlyLead,
    status: 403,
    links: [
      { to: href(`/organisation/${orgnr}`), text: t.onboarding.published },
      { to: href('/organisation/inbjudan'), text: t.onboarding.invitationTitle },
    ],
  });
}

function content(visit: OwnVisit, orgnr: string, title: string, holdings: Holdings): Html {
  const { t, href } = visit;
  const { inventory, given, received } = holdings;
  return html`<h1 class="ds-heading" data-size="lg">${title}</h1>
${inventory === undefined ? html`<p class="lead">${t.held.nothing}</p>` : told(visit, inventory)}
<p><a class="ds-link" href="${href(`/organisation/${orgnr}/skot`)}">${t.held.back}</a></p>
${inventory && systems(visit, inventory)}
${inventory && services(visit, inventory)}
<h2 class="ds-heading" data-size="md">${t.held.received}</h2>
${received.items.length === 0 ? html`<p>${t.held.noReceived}</p>` : grants(visit, received, holdings, 'received')}
<h2 class="ds-heading" data-size="md">${t.held.given}</h2>
${given.items.length === 0 ? html`<p>${t.held.noGiven}</p>` : grants(visit, given, holdings, 'given')}
<h2 class="ds-heading" data-size="md">${t.held.change}</h2>
<p>${t.held.changeLead}</p>
${commands(visit, orgnr)}`;
}

/** What the operator of the connector runs to change what the page shows. */
export function commands({ cli }: Visit, orgnr: string): Html {
  return html`<pre tabindex="0">${cli} service list --org ${orgnr}
${cli} system add --help
${cli} service grant --help</pre>`;
}

function told({ t }: Visit, { toldAt }: Inventory): Html {
  return html`<p class="lead">${t.held.lead}</p>
<p>${t.held.toldAt} <time datetime="${toldAt}">${minuteTime(toldAt)}</time>.</p>`;
}

function systems({ t }: Visit, { systems: all }: Inventory): Html {
  const table = () =>
    scrollTable(
      t.held.systems,
      [t.held.system, t.held.auth],
      all.map(({ name, auth }) => [html`<span class="code">${name}</span>`, html`${t.held.auths[auth]}`]),
    );
  return html`<h2 class="ds-heading" data-size="md">${t.held.systems}</h2>
${all.length === 0 ? html`<p>${t.held.noSystems}</p>` : table()}`;
}

function services({ t }: Visit, { services: all }: Inventory): Html {
  const table = () =>
    scrollTable(
      t.held.services,
      [t.details.service, t.details.operations],
      all.map(({ id, title, operations }) => [
        html`${title}<br><span class="code">${id}</span>`,
        operationList(operations),
      ]),
    );
  return html`<h2 class="ds-heading" data-size="md">${t.held.services}</h2>
${all.length === 0 ? html`<p>${t.details.noServices}</p>` : table()}`;
}

type Direction = 'given' | 'received';

function grants(visit: Visit, page: Page<Grant>, { names }: Holdings, direction: Direction): Html {
  const { t, now } = visit;
  const total = page._meta.totalRecords;
  const other = direction === 'given' ? t.held.to : t.held.from;
  const rows = page.items.map((grant) => [
    party(names, direction === 'given' ? grant.consumer : grant.provider),
    html`<span class="code">${grant.service}</span>${operationList(grant.operations)}`,
    html`${grant.purposes.join(', ')}<br><span class="code">${grant.legalBasis.join(', ')}</span>`,
    validity(t, grant, now),
    html`${grant.agreement}`,
  ]);
  return html`${total > rows.length && html`<p>${t.held.first(rows.length, total)}</p>`}
${scrollTable(t.held[direction], [other, t.details.service, t.held.purpose, t.held.valid, t.held.agreement], rows)}`;
}

/** `Karlskrona kommun (212000-0829), verksamhet`: an organisation, or one of its systems. */
function party(names: ReadonlyMap<string, string>, whole: string): Html {
  const [orgnr = '', system] = whole.split('/');
  const name = names.get(orgnr);
  const number = name === undefined ? written(orgnr) : ` (${written(orgnr)})`;
  return html`${name}${number}${system !== undefined && html`, <span class="code">${system}</span>`}`;
}

function validity({ held }: Visit['t'], { validFrom, validTo }: Grant, now: number): Html {
  const note =
    Date.parse(validFrom) > now
      ? held.notYet
      : validTo !== undefined && Date.parse(validTo) <= now
        ? held.over
        : undefined;
  const from = held.since(minuteTime(validFrom));
  return html`${from}${validTo !== undefined && html`<br>${held.until(minuteTime(validTo))}`}
${note !== undefined && html`<br><strong>${note}</strong>`}`;
}

function operationList(operations: readonly Operation[]): Html {
  return html`<ul class="operations">${operations.map(({ method, path }) => html`<li class="code">${method} ${path}</li>`)}</ul>`;
}
