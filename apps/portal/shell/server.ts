import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { PortalOptions } from '../options.ts';
import { type SessionCookie, sessionCookie } from '../session/cookie.ts';
import { fromOwnPage } from '../session/own-page.ts';
import { Sessions } from '../session/sessions.ts';
import type { Language } from '../texts/language.ts';
import { texts } from '../texts/texts.ts';
import { renderPage, type Site } from './layout.ts';
import { refusalPage } from './refusal-page.ts';
import { streamedPage } from './streamed-page.ts';
import { type Answer, hrefIn, type OwnVisit, type Visit } from './visit.ts';

export interface VisitInput {
  readonly language: Language;
  /** The page's path in the tables: `/organisation/:orgnr`. */
  readonly template: string;
  /** The page is what a form is answered with. */
  readonly answersForm?: boolean;
  /** Absent where the kernel refused before there was a request to read. */
  readonly request?: RoomRequest;
  readonly requestId?: string;
}

/** What all pages share: sessions, the cookie, and the way an answer becomes a reply. */
export class PortalServer {
  readonly options: PortalOptions;
  readonly sessions: Sessions;
  readonly cookie: SessionCookie;
  readonly #site: Site;
  readonly #policy: string;

  constructor(options: PortalOptions, files: Site['files']) {
    const { clock, secrets, publicUrl, sandbox, logIn, rooms, feedback } = options;
    this.options = options;
    this.sessions = new Sessions(clock, secrets);
    this.cookie = sessionCookie(publicUrl);
    this.#site = {
      sandbox,
      files,
      canLogIn: logIn !== undefined,
      onboarding: rooms.some(({ id }) => id === 'governance/onboarding'),
      mandates: logIn !== undefined && rooms.some(({ id }) => id === 'blocks/mina-ombud'),
      cases: logIn !== undefined && rooms.some(({ id }) => id === 'blocks/mina-arenden'),
      feedback: feedback !== undefined,
    };
    this.#policy = policy(logIn?.issuer);
  }

  get site(): Site {
    return this.#site;
  }

  visit({ language, template, answersForm = false, request, requestId }: VisitInput): Visit {
    const { clock, sandbox } = this.options;
    const params = (request?.params ?? {}) as Readonly<Record<string, string>>;
    return {
      language,
      t: texts[language],
      template,
      path: filled(template, params),
      params,
      answersForm,
      query: request?.query ?? {},
      session: request && this.sessions.find(this.cookie.read(request.headers.cookie)),
      now: clock.now(),
      requestId: request?.requestId ?? requestId ?? '',
      isPrefetch: /prefetch|prerender/.test(String(request?.headers['sec-purpose'] ?? '')),
      cli: sandbox ? 'npm run ena --' : 'ena',
      href: hrefIn(language),
    };
  }

  /** The same visit as one of a person, where the cookie leads to a session. */
  own(visit: Visit, request: RoomRequest): OwnVisit | undefined {
    const { session } = visit;
    const id = this.cookie.read(request.headers.cookie);
    if (session === undefined || id === undefined) return undefined;
    const actFor: OwnVisit['actFor'] = (whom) => this.sessions.actFor(id, whom);
    const seeCasesOf: OwnVisit['seeCasesOf'] = (whose) => this.sessions.seeCasesOf(id, whose);
    return { ...visit, session, browser: id, actFor, seeCasesOf, end: () => this.sessions.end(id) };
  }

  sentByUs(request: RoomRequest): boolean {
    return fromOwnPage(request.headers, this.options.publicUrl);
  }

  hasToken({ session }: OwnVisit, given: string | undefined): boolean {
    return given !== undefined && this.options.secrets.same(given, session.formToken);
  }

  render(visit: Visit, answer: Answer, headers: Readonly<Record<string, string>> = {}): RoomReply {
    switch (answer.kind) {
      case 'redirect':
        return this.redirect(visit.href(answer.to), headers);
      case 'left':
        return this.redirect(answer.to, { ...headers, 'set-cookie': this.cookie.clear() });
      case 'log-in': {
        const query = new URLSearchParams({ next: visit.href(visit.path) });
        if (answer.acr !== undefined) query.set('acr', answer.acr);
        return this.redirect(`/portal/log-in?${query}`, headers);
      }
      case 'to-provider':
        return this.redirect(answer.url, headers);
      case 'file':
        return {
          status: 200,
          contentType: `${answer.type ?? 'text/plain'}; charset=utf-8`,
          headers: {
            'content-disposition': `attachment; filename="${answer.name}"`,
            'cache-control': 'no-store',
            'x-content-type-options': 'nosniff',
          },
          body: answer.text,
        };
      case 'page':
        return {
          status: answer.status ?? 200,
          contentType: 'text/html; charset=utf-8',
          headers: { ...this.#pageHeaders(visit), ...headers },
          body: renderPage(this.#site, visit, answer),
        };
      case 'stream':
        return {
          status: answer.status ?? 200,
          contentType: 'text/html; charset=utf-8',
          // A proxy that gathers the answer would take the point of it away.
          headers: { ...this.#pageHeaders(visit), ...headers, 'x-accel-buffering': 'no' },
          body: streamedPage(this.#site, visit, answer),
        };
    }
  }

  /** 303: the answer to a form is a page of its own, so that it is not sent twice. */
  redirect(location: string, headers: Readonly<Record<string, string>> = {}): RoomReply {
    return { status: 303, headers: { ...headers, location } };
  }

  /** A refusal of the kernel as a page. */
  refuse(problem: Problem, visit: Visit): RoomReply {
    return this.render(visit, refusalPage(visit, problem.status));
  }

  #pageHeaders({ language }: Visit): Record<string, string> {
    return {
      'content-security-policy': this.#policy,
      'content-language': language,
      // Our own forms need an Origin, which `no-referrer` would blank; other hosts still learn nothing.
      'referrer-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      'cross-origin-opener-policy': 'same-origin',
    };
  }
}

/** Only what we serve ourselves, no inline script, no frames; forms to us and, through the log-out, to the provider. */
function policy(issuer: string | undefined): string {
  const provider = issuer === undefined ? '' : ` ${new URL(issuer).origin}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "base-uri 'none'",
    `form-action 'self'${provider}`,
    "frame-ancestors 'none'",
  ].join('; ');
}

function filled(template: string, params: Readonly<Record<string, string>>): string {
  return template.replaceAll(/:([A-Za-z]+)/g, (_whole, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
}
