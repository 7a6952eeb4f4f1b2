import type { Connection } from '@ena/client/call.ts';
import { type Html, html } from '../../shell/html.ts';
import { messagePage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import { scrollTable } from '../../shell/table.ts';
import { logTime, minuteTime } from '../../shell/time.ts';
import type { Answer, Visit } from '../../shell/visit.ts';
import { type OrganisationView, type PublishedMark, readOrganisation } from '../../sources/organisation.ts';
import type { LiveMark } from '../../sources/trust-marks.ts';
import { commands } from './held.ts';
import { isLegalPerson, written } from './number.ts';

/**
 * What the federation publishes about one organisation: services, keys, marks and log, read live. `forContacts`: those
 * who act for it have a page of their own about what stands in its connector.
 */
export function detailsPage(connection: Connection, forContacts: boolean): PageRow {
  return {
    name: 'OrganisationDetails',
    path: '/organisation/:orgnr',
    summary: 'En ansluten organisation',
    who: 'anyone',
    show: async (visit) => {
      const orgnr = visit.params.orgnr ?? '';
      if (!isLegalPerson(orgnr)) return notConnected(visit);
      const outcome = await readOrganisation(connection, orgnr);
      if (outcome.kind === 'ok') {
        return {
          kind: 'page',
          title: outcome.value.organisation.name,
          content: content(visit, outcome.value, forContacts),
        };
      }
      const gone = outcome.kind === 'problem' && outcome.problem.status === 404;
      return gone ? notConnected(visit) : away(visit);
    },
  };
}

function notConnected({ t, href }: Visit): Answer {
  const { notFound: title, notFoundLead: lead } = t.details;
  return messagePage({
    title,
    lead,
    status: 404,
    links: [{ to: href('/organisation'), text: t.organisation.title }],
  });
}

function away({ t, href }: Visit): Answer {
  return messagePage({
    title: t.errors.broken,
    lead: t.shell.unavailable,
    status: 503,
    links: [{ to: href('/organisation'), text: t.organisation.title }],
  });
}

function content(visit: Visit, view: OrganisationView, forContacts: boolean): Html {
  const { t } = visit;
  const { organisation } = view;
  return html`<h1 class="ds-heading" data-size="lg">${organisation.name}</h1>
<dl><dt>${t.organisation.orgnr}</dt><dd>${written(organisation.orgnr)}</dd>
<dt>${t.details.entity}</dt><dd class="code">${organisation.entityId}</dd></dl>
<h2 class="ds-heading" data-size="md">${t.details.services}</h2>
${services(visit, view)}
<h2 class="ds-heading" data-size="md">${t.details.keys}</h2>
<p>${t.details.keysLead}</p>
${keys(visit, view)}
<h2 class="ds-heading" data-size="md">${t.details.marks}</h2>
${marks(visit, view)}
<h2 class="ds-heading" data-size="md">${t.details.log}</h2>
${logs(visit, view)}
<h2 class="ds-heading" data-size="md">${t.held.title}</h2>
<p>${t.held.decided}</p>
${forContacts && contactsLink(visit, organisation.orgnr)}
<p>${t.held.changeLead}</p>
${commands(visit, organisation.orgnr)}`;
}

function contactsLink({ t, href }: Visit, orgnr: string): Html {
  return html`<p><a class="ds-link" href="${href(`/organisation/${orgnr}/system`)}">${t.held.title}</a>: ${t.held.forContacts}</p>`;
}

function services({ t }: Visit, { organisation }: OrganisationView): Html {
  if (organisation.services.length === 0) return html`<p>${t.details.noServices}</p>`;
  return scrollTable(
    t.details.services,
    [t.details.service, t.details.operations],
    organisation.services.map(({ id, title, operations }) => [
      html`${title}<br><span class="code">${id}</span>`,
      html`<ul class="operations">${operations.map(({ method, path }) => html`<li class="code">${method} ${path}</li>`)}</ul>`,
    ]),
  );
}

function keys({ t }: Visit, { published }: OrganisationView): Html {
  if (published === undefined || published.keys.length === 0) return html`<p>${t.details.noKeys}</p>`;
  return scrollTable(
    t.details.keys,
    [t.details.key, t.details.algorithm, t.details.use],
    published.keys.map(({ kid, algorithm, use }) => [
      html`<span class="code">${kid}</span>`,
      html`${algorithm}`,
      html`<span class="code">${use ?? t.details.useFederation}</span>`,
    ]),
  );
}

/** Those in force, as the issuer tells now, and what the organisation shows that others have issued. */
function marks(visit: Visit, { marks: live, published }: OrganisationView): Html {
  const { t } = visit;
  const ours = new Set(live?.map(({ type }) => type.identifier));
  const others = published?.marks.filter(({ type }) => !ours.has(type)) ?? [];
  return html`${live === undefined ? html`<p>${t.marks.awayNow}</p>` : liveMarks(visit, live)}
${others.length > 0 && carriedMarks(visit, others)}`;
}

function liveMarks({ t, language }: Visit, live: readonly LiveMark[]): Html {
  if (live.length === 0) return html`<p>${t.marks.none}</p>`;
  return scrollTable(
    t.details.marks,
    [t.details.mark, t.marks.for, t.marks.until],
    live.map(({ type, entityId, expiresAt }) => [
      html`${type.title[language]}<br><span class="code">${type.identifier}</span>`,
      html`<span class="code">${entityId}</span>`,
      html`${expiresAt === undefined ? t.marks.noEnd : minuteTime(expiresAt)}`,
    ]),
  );
}

function carriedMarks({ t }: Visit, carried: readonly PublishedMark[]): Html {
  return html`<h3 class="ds-heading" data-size="xs">${t.marks.carried}</h3>
<p>${t.marks.carriedLead}</p>
${scrollTable(
  t.marks.carried,
  [t.details.mark, t.details.issuer],
  carried.map(({ type, issuer }) => [
    html`<span class="code">${type}</span>`,
    html`<span class="code">${issuer}</span>`,
  ]),
)}`;
}

function logs({ t }: Visit, view: OrganisationView): Html {
  if (view.logs.length === 0) return html`<p>${t.details.noLog}</p>`;
  return html`<ul>${view.logs.map(({ origin, size, cosignedAt }) => html`<li><span class="code">${origin}</span>: ${t.details.entries(size)}, ${logTime(cosignedAt)}</li>`)}</ul>`;
}
