import type { Outcome } from '@ena/client/outcome.ts';
import { forbiddenPage, messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { Answer, OwnVisit, Visit } from '../../shell/visit.ts';
import type { CaseSource } from '../../sources/cases.ts';
import { start } from './filters.ts';

/** What the pages about cases work with. */
export interface CaseTools extends CaseSource {
  /** Where browsers reach the portal; without a trailing slash. */
  readonly publicUrl: string;
  /** How long answers are gathered into one list, from the first of them. Milliseconds. */
  readonly windowMs: number;
}

type Refused = Exclude<Outcome<never>, { kind: 'ok' }>;

/** Whose cases are read: `party` is absent for the reader's own. */
export interface Whose {
  readonly party?: string;
}

/**
 * The party whom the reader has chosen. An organisation that she acts for on other pages too has to be found among
 * those whose cases she may see.
 */
export async function ofChosen(
  tools: CaseTools,
  visit: OwnVisit,
  show: (whose: Whose) => Promise<Answer>,
): Promise<Answer> {
  const { actingFor, casesOf } = visit.session;
  if (casesOf !== undefined) return show({ party: casesOf.ref });
  if (actingFor === undefined) return show({});
  const outcome = await tools.as(visit).parties();
  if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
  const party = outcome.value.find(({ organisation }) => organisation === actingFor.orgnr);
  return party === undefined ? notYoursPage(visit, actingFor.name) : show({ party: party.ref });
}

/** The part of a question that says whose cases it is about. */
export function forParty({ party }: Whose): { readonly for?: string } {
  return party === undefined ? {} : { for: party };
}

/** What the page's frame says of whom it is about, where the session does not. */
export function onBehalf({ session }: OwnVisit): { readonly onBehalfOf?: string } {
  return session.casesOf === undefined ? {} : { onBehalfOf: session.casesOf.name };
}

export function isRef(text: string | undefined): text is string {
  return text !== undefined && /^[A-Za-z0-9_-]{22}$/.test(text);
}

function notYoursPage({ t, href }: Visit, name: string): Answer {
  const { notYours, notYoursLead, choose } = t.cases.whose;
  return messagePage({
    title: notYours(name),
    lead: notYoursLead,
    status: 403,
    links: [{ to: href(`${start}/vem`), text: choose }],
  });
}

/** The page for a call that did not succeed. */
export function refusedPage(visit: Visit, outcome: Refused): Answer {
  const { t, href } = visit;
  const again = { to: href(visit.path), text: t.errors.tryAgain };
  if (outcome.kind === 'unreachable') {
    return messagePage({ title: t.errors.broken, lead: t.shell.unavailable, status: 503, links: [again] });
  }
  const { status, type } = outcome.problem;
  const name = chosenName(visit);
  if (status === 401) return { kind: 'log-in', ...strongerLogIn(type) };
  if ((status === 403 || status === 404) && name !== undefined) return notYoursPage(visit, name);
  if (status === 403) return forbiddenPage(visit);
  if (status === 404) return notFoundPage(visit);
  return messagePage({
    title: t.errors.broken,
    lead: t.shell.unavailable,
    status: status >= 500 ? 503 : status,
    links: [again, { to: href(`${start}/vem`), text: t.cases.whose.choose }],
  });
}

function chosenName({ session }: Visit): string | undefined {
  return session?.casesOf?.name ?? session?.actingFor?.name;
}

/** A log-in that was too weak for the API (RFC 9470) is done again at level 2 at least, which the API asks for. */
function strongerLogIn(type: string): { readonly acr?: string } {
  return type.endsWith(':insufficient-authentication') ? { acr: acrOf(2) } : {};
}

export function acrOf(level: 2 | 3 | 4): string {
  return `http://id.elegnamnden.se/loa/1.0/loa${level}`;
}
