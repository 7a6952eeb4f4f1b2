import type { Health } from '@ena/client/health.ts';
import type { Organisation, WitnessedLog } from '@ena/client/hub.ts';
import type { Page } from '@ena/client/outcome.ts';
import type { Text } from '@ena/client/verify/verdict.ts';
import { address, type Html, html } from '../../shell/html.ts';
import { logTime } from '../../shell/time.ts';
import type { Language } from '../../texts/language.ts';
import type { Overview, Told, Watched } from './overview.ts';
import { type Texts, texts } from './texts.ts';

/** A building block of the hub, as its manifest describes it. */
export interface RoomOnMap {
  readonly id: string;
  readonly names: Text;
  readonly contracts: readonly { readonly title: string; readonly owner: string; readonly url: string }[];
  /** Base paths of its own APIs: `/trust-framework/v1`. */
  readonly apis: readonly string[];
}

export interface MapPage {
  readonly language: Language;
  readonly rooms: readonly RoomOnMap[];
  readonly sandbox: boolean;
  readonly overview: Overview;
  /** When the overview was read, RFC 3339 with Sweden's offset. */
  readonly readAt: string;
}

/** The map of what runs, as the content of a page. */
export function renderMap(page: MapPage): Html {
  const t = texts[page.language];
  const { language, overview } = page;
  return html`<h1 class="ds-heading" data-size="lg">${t.heading}</h1>
<p class="lead">${t.lead}</p>
${hubSection(page, t)}
${organisationSection(overview, language, t)}
${otherSection(overview.watched, language, t)}
${nextSection(t)}
<p class="hint">${t.updated} ${page.readAt.slice(0, 19).replace('T', ' ')}</p>`;
}

function hubSection({ overview, rooms, language }: MapPage, t: Texts): Html {
  return html`<section aria-labelledby="hub">
<h2 id="hub">${t.hub} ${badge(overview.hub, t)}</h2>
<p>${t.hubLead}</p>
${reasons(overview.hub, language)}
<h3>${t.rooms}</h3>
<ul class="cards">${rooms.map(
    (room) => html`<li class="ds-card">
<h4>${room.names[language]}</h4>
${room.contracts.map(({ title, owner, url }) => html`<p>${t.contract}: <a href="${address(url)}">${title}</a>, ${owner}</p>`)}
${room.apis.map((api) => html`<p>${t.api}: <a href="${address(`${api}/openapi.json`)}">${api}</a></p>`)}
</li>`,
  )}</ul>
</section>`;
}

function organisationSection(overview: Overview, language: Language, t: Texts): Html {
  return html`<section aria-labelledby="organisations">
<h2 id="organisations">${t.organisations}</h2>
<p>${t.organisationsLead}</p>
${organisationList(overview, language, t)}
</section>`;
}

function organisationList({ organisations, logs, watched }: Overview, language: Language, t: Texts): Html {
  if (organisations.kind === 'silent') return silence(organisations.why, language, t);
  const { items, _meta } = organisations.value;
  if (items.length === 0) return html`<p>${t.noOrganisations}</p>`;
  const cards = items.map((organisation) => {
    const connector = watched.find(({ orgnr }) => orgnr === organisation.orgnr);
    return organisationCard(organisation, connector, logs, language, t);
  });
  return html`<ul class="cards">${cards}</ul>
${_meta.totalRecords > items.length && html`<p>${t.more(items.length, _meta.totalRecords)}</p>`}`;
}

function organisationCard(
  organisation: Organisation,
  connector: Watched | undefined,
  logs: Told<Page<WitnessedLog>>,
  language: Language,
  t: Texts,
): Html {
  const { name, orgnr, services } = organisation;
  return html`<li class="ds-card">
<h3>${name}</h3>
<dl>
<dt>${t.orgnr}</dt><dd>${orgnr.slice(0, 6)}-${orgnr.slice(6)}</dd>
<dt>${t.connector}</dt><dd>${connector === undefined ? t.notWatched : badge(connector.health, t)}${connector && reasons(connector.health, language)}</dd>
<dt>${t.services}</dt><dd>${services.length === 0 ? t.noServices : html`<ul>${services.map(({ title }) => html`<li>${title}</li>`)}</ul>`}</dd>
<dt>${t.log}</dt><dd>${logOf(orgnr, logs, t)}</dd>
</dl>
</li>`;
}

function logOf(orgnr: string, logs: Told<Page<WitnessedLog>>, t: Texts): Html | string {
  if (logs.kind === 'silent') return t.logUnknown;
  const own = logs.value.items.filter((log) => log.orgnr === orgnr);
  if (own.length === 0) return t.noLog;
  return html`${own.map(
    ({ origin, size, cosignedAt }) =>
      html`<p><span class="code">${origin}</span><br>${size} ${t.entries}, ${t.cosigned} <time datetime="${cosignedAt}">${logTime(cosignedAt)}</time></p>`,
  )}`;
}

function otherSection(watched: readonly Watched[], language: Language, t: Texts): Html | undefined {
  const others = watched.filter(({ orgnr }) => orgnr === undefined);
  if (others.length === 0) return undefined;
  return html`<section aria-labelledby="others">
<h2 id="others">${t.others}</h2>
<ul class="cards">${others.map((it) => html`<li class="ds-card"><h3>${it.name[language]} ${badge(it.health, t)}</h3>${reasons(it.health, language)}</li>`)}</ul>
</section>`;
}

function nextSection(t: Texts): Html {
  return html`<section aria-labelledby="next">
<h2 id="next">${t.next}</h2>
<ul class="links">
<li><a class="ds-link" href="/.well-known/openid-federation">${t.federation}</a></li>
<li><a class="ds-link" href="/health">${t.health}</a></li>
</ul>
</section>`;
}

function badge(health: Told<Health>, t: Texts): Html {
  const status = health.kind === 'told' ? health.value.status : 'noAnswer';
  return html`<span class="ds-tag" data-color="${colours[status]}">${t[status]}</span>`;
}

const colours = { ready: 'success', degraded: 'warning', stopping: 'warning', noAnswer: 'danger' } as const;

/** The programs tell their reasons in English. */
function reasons(health: Told<Health>, language: Language): Html | undefined {
  if (health.kind === 'silent') return html`<p class="why">${health.why[language]}</p>`;
  const sentences = health.value.reasons;
  return sentences.length === 0
    ? undefined
    : html`<ul class="why" lang="en">${sentences.map((it) => html`<li>${it}</li>`)}</ul>`;
}

export function silence(why: Text, language: Language, t: Texts): Html {
  return html`<p class="ds-alert" data-color="warning">${t.silent} <span class="why">${why[language]}</span></p>`;
}
