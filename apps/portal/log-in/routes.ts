import type { AuditRule, AuthRule, RoomReply, RoomRequest, Route } from '@ena/kernel/http/route.ts';
import type { LogInOptions } from '../options.ts';
import type { LoggedIn } from '../session/sessions.ts';
import { html } from '../shell/html.ts';
import { messagePage } from '../shell/message-page.ts';
import { formRoutes } from '../shell/rows.ts';
import type { PortalServer } from '../shell/server.ts';
import type { Answer, Visit } from '../shell/visit.ts';
import type { Language } from '../texts/language.ts';
import type { Attempt, SignedMatter } from './attempts.ts';
import type { AfterLogIn, LogInFlow } from './flow.ts';
import { ownPath } from './own-path.ts';
import { callbackPath, type LogInOutcome, type Provider } from './provider.ts';

const auth: AuthRule = { kind: 'public', why: 'The way in: nobody is logged in before it.' };
const audit: AuditRule = { record: 'never', why: 'The provider keeps the record of log-ins and log-outs.' };

/** Log-in and log-out. Where there is no provider there are no such addresses. */
export function logInRoutes(flow: LogInFlow, logIn: LogInOptions, after: AfterLogIn): readonly Route[] {
  const { server, provider } = flow;
  const renderProblem: Route['renderProblem'] = (problem, requestId) =>
    server.refuse(problem, server.visit({ language: 'sv', template: '/', requestId }));
  const row = { method: 'GET', auth, audit, renderProblem } as const;
  return [
    {
      ...row,
      operation: 'beginLogIn',
      path: '/portal/log-in',
      summary: 'Skickar den som vill logga in till legitimeringen',
      limit: { bodyBytes: 0, perMinute: 60 },
      handler: (request) => begin(flow, request),
    },
    {
      ...row,
      operation: 'finishLogIn',
      path: callbackPath,
      summary: 'Tar emot legitimeringens svar',
      limit: { bodyBytes: 0, perMinute: 60 },
      handler: (request) => finish(flow, after, request),
    },
    {
      ...row,
      operation: 'readClientKeys',
      path: '/portal/jwks',
      summary: 'Portalens öppna klientnyckel',
      limit: { bodyBytes: 0, perMinute: 600 },
      handler: async () => ({
        status: 200,
        contentType: 'application/jwk-set+json',
        headers: { 'cache-control': 'public, max-age=300' },
        body: { keys: [logIn.key.publicJwk] },
      }),
    },
    ...sessionForms(server, provider),
  ];
}

const acrForm = /^http:\/\/id\.elegnamnden\.se\/loa\/1\.0\/loa[234]$/;

async function begin({ server, provider, attempts }: LogInFlow, request: RoomRequest): Promise<RoomReply> {
  const next = ownPath(request.query.next);
  const language: Language = /^\/en(?:\/|$)/.test(next) ? 'en' : 'sv';
  const acr = request.query.acr;
  const begun = await provider.begin({
    language,
    ...(acr !== undefined && acrForm.test(acr) && { acr }),
  });
  if (begun === undefined) {
    const visit = server.visit({ language, template: '/', request });
    return server.render(visit, unavailable(visit, next));
  }
  // A session under way keeps its cookie until the new log-in has succeeded.
  const browser = server.cookie.read(request.headers.cookie) ?? server.options.secrets.make();
  const { state, nonce, codeVerifier, url } = begun;
  attempts.begin(state, browser, { nonce, codeVerifier, next, language });
  return server.redirect(url, { 'set-cookie': server.cookie.write(browser) });
}

async function finish(
  { server, provider, attempts }: LogInFlow,
  after: AfterLogIn,
  request: RoomRequest,
): Promise<RoomReply> {
  const { state } = request.query;
  const browser = server.cookie.read(request.headers.cookie);
  const attempt = attempts.take(state, browser);
  if (attempt === undefined || state === undefined) {
    return refused(server, request, 'sv', '/', { kind: 'failed' });
  }
  const outcome = await provider.finish(queryOf(request), state, attempt);
  const { signs, language, next } = attempt;
  const visit = server.visit({ language, template: '/', request });
  if (outcome.kind !== 'logged-in') {
    // Whoever stops a signature is as logged in as before it.
    if (signs !== undefined) return server.render(visit, notSigned(visit, next, signs.matter, 'failed'));
    return refused(server, request, language, next, outcome);
  }
  const { session, userSignature } = outcome;
  if (signs === undefined) return server.redirect(next, await loggedIn(server, browser, session, after));
  const why = unfit(session, signs);
  if (why !== undefined) return server.render(visit, notSigned(visit, next, signs.matter, why));
  const taken =
    userSignature !== undefined && (await after.takeSignature(session, signs.matter, userSignature));
  const cookie = await loggedIn(server, browser, session, after);
  if (taken) return server.redirect(next, cookie);
  return server.render(visit, notSigned(visit, next, signs.matter, 'failed'), cookie);
}

type WhyNotSigned = 'failed' | 'another' | 'level';

/**
 * Why a log-in that was to sign is neither taken as a signature nor as a session: whoever is logged in stays so, and
 * nobody becomes someone else, or weaker, by signing.
 */
function unfit({ person }: LoggedIn, { subject, loa }: Signs): WhyNotSigned | undefined {
  if (person.subject !== subject) return 'another';
  return (person.loa ?? 0) < loa ? 'level' : undefined;
}

type Signs = NonNullable<Attempt['signs']>;

function notSigned({ t, session }: Visit, next: string, matter: SignedMatter, why: WhyNotSigned): Answer {
  const { signFailed: title } = t.onboarding;
  const words =
    typeof matter === 'string'
      ? { lead: t.onboarding.signFailedLead, text: t.onboarding.toMatter }
      : { lead: t.mandates.make.signFailedLead, text: t.mandates.proposal.toMandate };
  const { signedByAnother: another, signedTooWeakly: level, stillLoggedIn } = t.mandates.make;
  const lead = { failed: words.lead, another, level }[why];
  const stays = why !== 'failed' && session !== undefined;
  const links = [{ to: next, text: words.text }];
  return messagePage({
    title,
    lead,
    status: 400,
    links,
    ...(stays && { extra: html`<p>${stillLoggedIn}</p>` }),
  });
}

/** A new session in place of the old. Whom the person acts for outlives it, where both are the same person's. */
async function loggedIn(
  server: PortalServer,
  before: string | undefined,
  session: LoggedIn,
  after: AfterLogIn,
): Promise<{ readonly 'set-cookie': string }> {
  const mayReview = await after.mayReview(session);
  const old = server.sessions.find(before);
  server.sessions.end(before);
  const id = server.sessions.begin({ ...session, mayReview });
  if (old?.hasChosen && old.person.subject === session.person.subject) {
    if (old.casesOf === undefined) server.sessions.actFor(id, old.actingFor);
    else server.sessions.seeCasesOf(id, old.casesOf);
  }
  return { 'set-cookie': server.cookie.write(id) };
}

function refused(
  server: PortalServer,
  request: RoomRequest,
  language: Language,
  next: string,
  outcome: Exclude<LogInOutcome, { kind: 'logged-in' }>,
): RoomReply {
  const visit = server.visit({ language, template: '/', request });
  const { t, href } = visit;
  const cancelled = outcome.kind === 'refused' && outcome.error === 'access_denied';
  const again = `/portal/log-in?next=${encodeURIComponent(next)}`;
  const answer = messagePage({
    title: cancelled ? t.errors.cancelled : t.errors.failed,
    lead: cancelled ? t.errors.cancelledLead : t.errors.failedLead,
    status: 400,
    links: [
      { to: again, text: t.errors.tryAgain },
      { to: href('/'), text: t.errors.toStart },
    ],
  });
  return server.render(visit, answer);
}

function unavailable({ t, href }: Visit, next: string): Answer {
  const again = `/portal/log-in?next=${encodeURIComponent(next)}`;
  return messagePage({
    title: t.errors.providerAway,
    lead: t.errors.providerAwayLead,
    status: 503,
    links: [
      { to: again, text: t.errors.tryAgain },
      { to: href('/'), text: t.errors.toStart },
    ],
  });
}

function queryOf(request: RoomRequest): URLSearchParams {
  const pairs = Object.entries(request.query).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string',
  );
  return new URLSearchParams(pairs);
}

/** Staying signed in, and leaving. */
function sessionForms(server: PortalServer, provider: Provider): readonly Route[] {
  const extend = formRoutes(server, {
    name: 'Extension',
    path: '/portal/extend',
    readAt: '/',
    summary: 'Fortsätt vara inloggad',
    who: 'signed-in',
    take: async (visit, form) => ({ kind: 'redirect', to: withoutLanguage(visit, ownPath(form.next)) }),
  });
  const leave = formRoutes(server, {
    name: 'LogOut',
    path: '/portal/log-out',
    readAt: '/',
    summary: 'Logga ut',
    who: 'signed-in',
    take: async (visit) => {
      visit.end();
      return { kind: 'left', to: (await provider.end(visit.language)) ?? visit.href('/') };
    },
  });
  return [...extend, ...leave];
}

/** The path as pages know it; the redirect puts the language back. */
function withoutLanguage({ language }: Visit, path: string): string {
  if (language === 'sv') return path;
  return path.replace(/^\/en(?=\/|$)/, '') || '/';
}
