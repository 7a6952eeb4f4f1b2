import type { Session } from '../session/sessions.ts';
import { inLanguage, languages, other } from '../texts/language.ts';
import { feedbackForm } from './feedback-form.ts';
import { address, type Html, html } from './html.ts';
import type { Frame, Visit } from './visit.ts';
import { whoBar } from './who-bar.ts';

export interface Site {
  readonly sandbox: boolean;
  /** Whether anyone can log in here. */
  readonly canLogIn: boolean;
  readonly onboarding: boolean;
  readonly mandates: boolean;
  readonly cases: boolean;
  readonly feedback: boolean;
  /** Address of each file, with its version. */
  readonly files: Readonly<Record<'style' | 'script' | 'components', string>>;
}

/** The whole page around a content: the same header, navigation and footer everywhere. */
export function renderPage(site: Site, visit: Visit, page: Frame & { readonly content: Html }): string {
  return `${aboveContent(site, visit, page)}${page.content}${belowContent(site, visit, page)}`;
}

export function aboveContent(site: Site, visit: Visit, page: Frame): string {
  const { language, t } = visit;
  return html`<!doctype html>
<html lang="${language}" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.isError && t.shell.errorPrefix}${page.title} – ${t.shell.titleTail}</title>
<link rel="icon" href="/portal-icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${site.files.style}">
${page.styles?.map((it) => html`<link rel="stylesheet" href="${address(it)}">`)}
${!visit.answersForm && languages.map((it) => html`<link rel="alternate" hreflang="${it}" href="${inLanguage(it, visit.path)}">`)}
<script src="${site.files.components}" defer></script>
<script src="${site.files.script}" defer></script>
${page.scripts?.map((it) => html`<script src="${address(it)}" defer></script>`)}
</head>
<body data-size="md">
<a class="ds-skip-link" href="#main">${t.shell.skip}</a>
${header(site, visit, page)}
${visit.session && whoBar(visit, visit.session, page)}
<main id="main" class="wide" tabindex="-1">
`.toString();
}

export function belowContent(site: Site, visit: Visit, page: Frame): string {
  return html`
</main>
${footer(site, visit, page)}
</body>
</html>
`.toString();
}

function header(site: Site, visit: Visit, page: Frame): Html {
  const { t, language, href } = visit;
  const next = other[language];
  return html`<header class="top">
${site.sandbox && html`<p class="sandbox"><span class="wide">${t.shell.sandbox}</span></p>`}
<div class="wide masthead">
<a class="brand" href="${href('/')}"><span class="mark" aria-hidden="true"></span>${t.shell.site}<span class="tagline"> ${t.shell.tagline}</span></a>
<div class="tools">
${!page.shownOnce && html`<a class="ds-link" href="${inLanguage(next, visit.path)}" lang="${next}" hreflang="${next}">${t.shell.otherLanguage}</a>`}
${site.canLogIn && visit.session === undefined && html`<a class="ds-button" data-size="sm" href="/portal/log-in?next=${encodeURIComponent(href(visit.path))}">${t.shell.logIn}</a>`}
</div>
</div>
<nav aria-label="${t.shell.navigation}"><ul class="wide">${navigation(site, visit, visit.session)}</ul></nav>
</header>`;
}

function navigation(site: Site, visit: Visit, session: Session | undefined): Html[] {
  const { t, href, path } = visit;
  const items: readonly (readonly [string, string])[] = [
    ['/privat', t.shell.person],
    ['/foretag', t.shell.company],
    ['/organisation', t.shell.organisation],
    ...(site.cases ? ([['/arenden', t.cases.navigation]] as const) : []),
    ...(site.mandates ? ([['/ombud', t.mandates.navigation]] as const) : []),
    ...(session?.mayReview && site.onboarding ? ([['/handlaggning', t.shell.queue]] as const) : []),
  ];
  return items.map(([to, name]) => {
    const here = path === to ? 'page' : path.startsWith(`${to}/`) ? 'true' : undefined;
    return html`<li><a href="${href(to)}"${here && html` aria-current="${here}"`}>${name}</a></li>`;
  });
}

function footer(site: Site, visit: Visit, page: Frame): Html {
  const { t, href } = visit;
  return html`<footer>
${site.feedback && !page.isError && !page.shownOnce && feedbackForm(visit)}
<div class="wide"><h2 class="ds-sr-only">${t.shell.footer}</h2>
<ul class="links">
<li><a class="ds-link" href="${href('/tillganglighet')}">${t.shell.accessibility}</a></li>
<li><a class="ds-link" href="${href('/det-har-kors')}">${t.shell.status}</a></li>
<li><a class="ds-link" href="${href('/bevis')}">${t.shell.verify}</a></li>
</ul></div>
</footer>`;
}
