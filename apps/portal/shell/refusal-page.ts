import { html } from './html.ts';
import { logInFirstPage, messagePage, notFoundPage } from './message-page.ts';
import type { Answer, Visit } from './visit.ts';

/** The page for a refusal of the kernel, by its status. It repeats nothing of what was sent. */
export function refusalPage(visit: Visit, status: number): Answer {
  if (status === 404) return notFoundPage(visit);
  if (status === 401) return logInFirstPage(visit);
  const { title, lead } = wordsFor(visit, status);
  const { t, href, requestId } = visit;
  return messagePage({
    title,
    lead,
    status,
    links: [{ to: href('/'), text: t.errors.toStart }],
    ...(requestId !== '' && {
      extra: html`<p>${t.errors.reference} <span class="code">${requestId}</span></p>`,
    }),
  });
}

function wordsFor({ t }: Visit, status: number): { readonly title: string; readonly lead: string } {
  if (status === 429) return { title: t.errors.tooMany, lead: t.errors.tooManyLead };
  if (status >= 500) return { title: t.errors.broken, lead: t.errors.brokenLead };
  const lead = status === 413 ? t.errors.tooLarge : t.errors.refusedLead;
  return { title: t.errors.refused, lead };
}
