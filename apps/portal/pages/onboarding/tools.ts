import type { Connection } from '@ena/client/call.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import { html } from '../../shell/html.ts';
import { forbiddenPage, messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { Answer, Form, OwnVisit, Visit } from '../../shell/visit.ts';
import { type Holdings, readHoldings } from '../../sources/inventory.ts';
import { type Capacity, OnboardingApi } from '../../sources/onboarding.ts';
import { MarkSource } from '../../sources/trust-marks.ts';

/** What the pages about joining work with. */
export interface OnboardingTools {
  /** The API in the name of the person who visits. */
  api(visit: OwnVisit): OnboardingApi;
  /** What stands in the organisation's connector, in the name of the person who visits. */
  holdings(visit: OwnVisit, orgnr: string): Promise<Outcome<Holdings>>;
  /** What anyone may know about trust marks. */
  readonly marks: MarkSource;
  /** A key for a form, so that sending it twice does one thing. */
  newKey(): string;
}

export function onboardingTools(connection: Connection, newKey: () => string): OnboardingTools {
  return {
    api: ({ session }) => new OnboardingApi({ ...connection, token: session.accessToken }),
    holdings: ({ session }, orgnr) => readHoldings({ ...connection, token: session.accessToken }, orgnr),
    marks: new MarkSource(connection),
    newKey,
  };
}

type Refused = Exclude<Outcome<never>, { kind: 'ok' }>;

/** The page for a call that did not succeed. */
export function refusedPage(visit: Visit, outcome: Refused): Answer {
  const { t, href } = visit;
  const links = [{ to: href('/organisation'), text: t.organisation.title }];
  if (outcome.kind === 'unreachable') {
    return messagePage({ title: t.errors.broken, lead: t.shell.unavailable, status: 503, links });
  }
  const { status, detail, title } = outcome.problem;
  if (status === 401) return { kind: 'log-in', ...strongerLogIn(outcome.problem.type) };
  if (status === 403) return forbiddenPage(visit);
  if (status === 404) return notFoundPage(visit);
  const refusal = inWords(visit, slugOf(outcome));
  if (refusal !== undefined)
    return messagePage({ title: t.onboarding.notTaken, lead: refusal, status, links });
  return messagePage({
    title: t.onboarding.notTaken,
    lead: conditions.test(outcome.problem.type) ? t.onboarding.notTakenWhy : t.onboarding.notTakenLead,
    status: status >= 500 ? 503 : status,
    links,
    extra: html`<p lang="en">${title}${detail === undefined ? '' : `: ${detail}`}</p>`,
  });
}

/** The reader's own words for a refusal that needs no more of the API's. */
function inWords({ t: { refusals } }: Visit, slug: string): string | undefined {
  return Object.hasOwn(refusals, slug) ? refusals[slug as keyof typeof refusals] : undefined;
}

/** Refusals that say themselves what is missing. */
const conditions = /:(?:condition-not-met|evidence-refused)$/;

/** A log-in that was too weak for the API (RFC 9470) is done again one level up. */
function strongerLogIn(type: string): { readonly acr?: string } {
  return type.endsWith(':insufficient-authentication')
    ? { acr: 'http://id.elegnamnden.se/loa/1.0/loa3' }
    : {};
}

/** The last part of a problem's `type`: `application-exists`. */
export function slugOf(outcome: Refused): string {
  return outcome.kind === 'problem' ? (outcome.problem.type.split(':').at(-1) ?? '') : '';
}

/** The key that a form carries, or a new one where it carries none that will do. */
export function keyIn(form: Form, tools: OnboardingTools): string {
  return /^[\w-]{20,128}$/.test(form.key ?? '') ? (form.key ?? '') : tools.newKey();
}

/** Where the matters of each capacity are shown. */
export const places: Readonly<Record<Capacity, string>> = {
  self: '/organisation/arende',
  review: '/handlaggning',
};

/** What a matter's address must be. */
export function isMatterId(id: string | undefined): id is string {
  return id !== undefined && /^matter_[0-9a-f]{32}$/.test(id);
}
