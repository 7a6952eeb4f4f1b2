import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { textsIn } from './texts.ts';

export interface Page {
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
  /** Where the same page is in the other language; absent where it cannot be fetched again. */
  readonly otherLanguage?: string;
}

/** A whole page: no script, one style sheet, and nothing from elsewhere. */
export function renderPage({ language, title, content, otherLanguage }: Page): string {
  const t = textsIn(language);
  const other = language === 'sv' ? 'en' : 'sv';
  const switcher =
    otherLanguage === undefined
      ? undefined
      : html`<nav><a href="${otherLanguage}" hreflang="${other}" lang="${other}">${t.other}</a></nav>`;
  return html`<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${t.service}</title>
<link rel="stylesheet" href="/identity/page.css">
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header><p>${t.service}</p>${switcher}</header>
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
</body>
</html>`.text;
}

/** `form-action` stays open: a form here ends in a redirect to the client, which browsers hold to it. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

export function pageReply(status: number, page: Page): RoomReply {
  return {
    status,
    contentType: 'text/html; charset=utf-8',
    headers: { 'content-security-policy': policy, 'content-language': page.language },
    body: renderPage(page),
  };
}
