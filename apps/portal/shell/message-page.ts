import { address, type Html, html } from './html.ts';
import type { Answer, Visit } from './visit.ts';

/** A page that says one thing and shows where to go next. */
export function messagePage(message: {
  readonly title: string;
  readonly lead: string;
  readonly status: number;
  readonly links: readonly { readonly to: string; readonly text: string }[];
  readonly extra?: Html;
}): Answer {
  const { title, lead, status, links, extra } = message;
  return {
    kind: 'page',
    title,
    status,
    isError: status >= 400,
    content: html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="lead">${lead}</p>
${extra}
<ul class="links">${links.map(({ to, text }) => html`<li><a class="ds-link" href="${address(to)}">${text}</a></li>`)}</ul>`,
  };
}

export function notFoundPage({ t, href }: Visit): Answer {
  const { notFound: title, notFoundLead: lead, toStart: text } = t.errors;
  return messagePage({ title, lead, status: 404, links: [{ to: href('/'), text }] });
}

export function forbiddenPage({ t, href }: Visit): Answer {
  const { forbidden: title, forbiddenLead: lead, toStart: text } = t.errors;
  return messagePage({ title, lead, status: 403, links: [{ to: href('/'), text }] });
}

export function logInFirstPage({ t, href, path }: Visit): Answer {
  const { logInFirst: title, logInFirstLead: lead } = t.errors;
  const to = `/portal/log-in?next=${encodeURIComponent(href(path))}`;
  return messagePage({ title, lead, status: 401, links: [{ to, text: t.shell.logIn }] });
}

export function formGonePage({ t, href }: Visit, back: string): Answer {
  const { formGone: title, formGoneLead: lead } = t.errors;
  const links = [
    { to: `/portal/log-in?next=${encodeURIComponent(back)}`, text: t.shell.logIn },
    { to: href('/'), text: t.errors.toStart },
  ];
  return messagePage({ title, lead, status: 403, links });
}
