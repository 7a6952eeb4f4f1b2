import type { Outcome } from '@ena/client/outcome.ts';
import { html } from '../../shell/html.ts';
import { forbiddenPage, messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { Answer, Form, OwnVisit, Visit } from '../../shell/visit.ts';
import type { MandateSource } from '../../sources/mandates.ts';

/** What the pages about mandates work with. */
export interface MandateTools extends MandateSource {
  /** A key for a form, so that sending it twice does one thing. */
  newKey(): string;
}

/** Where the pages about mandates begin. */
export const start = '/ombud';

/** The organisation that the person acts for on the pages; absent: herself. Each API call checks it anew. */
export function actedFor({ session }: OwnVisit): string | undefined {
  return session.actingFor?.orgnr;
}

/** The same as a part of a query. */
export function forQuery(visit: OwnVisit): { readonly for?: string } {
  const orgnr = actedFor(visit);
  return orgnr === undefined ? {} : { for: orgnr };
}

export type Refused = Exclude<Outcome<never>, { kind: 'ok' }>;

/** The page for a call that did not succeed. */
export function refusedPage(visit: Visit, outcome: Refused): Answer {
  const { t, href, language } = visit;
  const links = [{ to: href(start), text: t.mandates.errors.back }];
  if (outcome.kind === 'unreachable') {
    return messagePage({ title: t.errors.broken, lead: t.shell.unavailable, status: 503, links });
  }
  const { status, title, detail, type } = outcome.problem;
  if (status === 401) return { kind: 'log-in', ...strongerLogIn(type) };
  if (slugOf(outcome) === 'not-representative') return chooseRolePage(visit);
  const { titleSv } = outcome.problem as { readonly titleSv?: unknown };
  if (status === 403 && titleSv === undefined) return forbiddenPage(visit);
  if (status === 404) return notFoundPage(visit);
  const own = ownWords(visit, outcome);
  const said = language === 'sv' && typeof titleSv === 'string' ? titleSv : title;
  return messagePage({
    title: t.mandates.errors.title,
    lead: own ?? `${said}.`,
    status: status >= 500 ? 503 : status,
    links,
    ...(own === undefined && detail !== undefined && { extra: html`<p lang="en">${detail}</p>` }),
  });
}

/** What the server refuses before the API sees it has a title in English alone: here are the reader's words for it. */
function ownWords({ t: { refusals } }: Visit, outcome: Refused): string | undefined {
  if (outcome.kind !== 'problem' || !outcome.problem.type.startsWith('urn:ena:problem:http:'))
    return undefined;
  const slug = slugOf(outcome);
  return Object.hasOwn(refusals, slug) ? refusals[slug as keyof typeof refusals] : undefined;
}

function chooseRolePage({ t, href }: Visit): Answer {
  const { notRepresentative: title, notRepresentativeLead: lead, chooseRole: text } = t.mandates.errors;
  return messagePage({ title, lead, status: 403, links: [{ to: href(`${start}/roll`), text }] });
}

/** A log-in that was too weak for the API (RFC 9470) is done again one level up. */
function strongerLogIn(type: string): { readonly acr?: string } {
  return type.endsWith(':insufficient-authentication')
    ? { acr: 'http://id.elegnamnden.se/loa/1.0/loa3' }
    : {};
}

/** The last part of a problem's `type`: `terms-refused`. */
export function slugOf(outcome: Refused): string {
  return outcome.kind === 'problem' ? (outcome.problem.type.split(':').at(-1) ?? '') : '';
}

/** What the API points at in what it was sent. */
export interface Pointed {
  readonly pointer: string;
  readonly code?: string;
  readonly detail?: string;
}

export function pointedAt(outcome: Refused): readonly Pointed[] {
  if (outcome.kind !== 'problem') return [];
  const { errors } = outcome.problem as { readonly errors?: unknown };
  return Array.isArray(errors) ? (errors as readonly Pointed[]) : [];
}

/** The key that a form carries, or a new one where it carries none that will do. */
export function keyIn(form: Form, tools: MandateTools): string {
  return /^[\w-]{20,128}$/.test(form.key ?? '') ? (form.key ?? '') : tools.newKey();
}

/** What the id of a mandate, a proposal or a template must be in an address. */
export function isId(id: string | undefined): id is string {
  return id !== undefined && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id);
}

export function isRevision(text: string | undefined): boolean {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text);
}
