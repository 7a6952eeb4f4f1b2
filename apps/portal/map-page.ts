import type { Health } from '@ena/client/health.ts';
import type { Organisation, WitnessedLog } from '@ena/client/hub.ts';
import type { Page } from '@ena/client/outcome.ts';
import type { Text } from '@ena/client/verify/verdict.ts';
import { address, type Html, html } from './html.ts';
import type { Overview, Told, Watched } from './overview.ts';
import { type Language, type Texts, texts } from './texts.ts';

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
  readonly docs: readonly { readonly title: Text; readonly url: string }[];
  readonly sandbox: boolean;
  readonly overview: Overview;
  /** When the overview was read, RFC 3339 with Sweden's offset. */
  readonly readAt: string;
}

/** The front page: the map of what runs. */
export function renderMapPage(page: MapPage): string {
  const t = texts[page.language];
  const { language, overview } = page;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${t.title}</title>
<link rel="icon" href="/portal-icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/portal.css">
<link rel="alternate" hreflang="sv" href="/">
<link rel="alternate" hreflang="en" href="/en">
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
<header class="top"><div class="wide">
<p class="brand">Ena</p>
<a href="${t.languagePath}" lang="${language === 'sv' ? 'en' : 'sv'}" hreflang="${language === 'sv' ? 'en' : 'sv'}">${t.language}</a>
</div></header>
<main id="main" class="wide">
<h1>${t.heading}</h1>
<p class="lead">${t.lead}</p>
${page.sandbox && html`<p class="note">${t.sandbox}</p>`}
${hubSection(page, t)}
${organisationSection(overview, language, t)}
${otherSection(overview.watched, language, t)}
${nextSection(page, t)}
</main>
<footer class="wide"><p>${t.updated} ${page.readAt.slice(0, 19).replace('T', ' ')}</p></footer>
</body>
</html>
`.toString();
}

function hubSection({ overview, rooms, language }: MapPage, t: Texts): Html {
  return html`<section aria-labelledby="hub">
<h2 id="hub">${t.hub} ${badge(overview.hub, t)}</h2>
<p>${t.hubLead}</p>
${reasons(overview.hub, language)}
<h3>${t.rooms}</h3>
<ul class="cards">${rooms.map(
    (room) => html`<li class="card">
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
  return html`<li class="card">
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
      html`<p><span class="code">${origin}</span><br>${size} ${t.entries}, ${t.cosigned} <time datetime="${cosignedAt}">${localTime(cosignedAt)}</time></p>`,
  )}`;
}

function otherSection(watched: readonly Watched[], language: Language, t: Texts): Html | undefined {
  const others = watched.filter(({ orgnr }) => orgnr === undefined);
  if (others.length === 0) return undefined;
  return html`<section aria-labelledby="others">
<h2 id="others">${t.others}</h2>
<ul class="cards">${others.map((it) => html`<li class="card"><h3>${it.name[language]} ${badge(it.health, t)}</h3>${reasons(it.health, language)}</li>`)}</ul>
</section>`;
}

function nextSection({ docs, language }: MapPage, t: Texts): Html {
  return html`<section aria-labelledby="next">
<h2 id="next">${t.next}</h2>
<ul class="links">
<li><a href="/verify.html${language === 'en' ? '#en' : ''}">${t.verify}</a>: ${t.verifyLead}</li>
<li><a href="/.well-known/openid-federation">${t.federation}</a></li>
<li><a href="/health">${t.health}</a></li>
${docs.map(({ title, url }) => html`<li><a href="${address(url)}">${title[language]}</a></li>`)}
</ul>
</section>`;
}

function badge(health: Told<Health>, t: Texts): Html {
  const status = health.kind === 'told' ? health.value.status : 'noAnswer';
  return html`<span class="badge ${status}">${t[status]}</span>`;
}

/** The programs tell their reasons in English. */
function reasons(health: Told<Health>, language: Language): Html | undefined {
  if (health.kind === 'silent') return html`<p class="why">${health.why[language]}</p>`;
  const sentences = health.value.reasons;
  return sentences.length === 0
    ? undefined
    : html`<ul class="why" lang="en">${sentences.map((it) => html`<li>${it}</li>`)}</ul>`;
}

function silence(why: Text, language: Language, t: Texts): Html {
  return html`<p class="note">${t.silent} <span class="why">${why[language]}</span></p>`;
}

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Stockholm',
  dateStyle: 'short',
  timeStyle: 'medium',
});

function localTime(rfc3339: string): string {
  const time = Date.parse(rfc3339);
  return Number.isNaN(time) ? rfc3339 : clock.format(time);
}
