import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { ActingFor, CasesOf, Session } from '../session/sessions.ts';
import { inLanguage, type Language } from '../texts/language.ts';
import type { Texts } from '../texts/texts.ts';
import type { Html } from './html.ts';

/** One reader at one page: what a page may know. */
export interface Visit {
  readonly language: Language;
  readonly t: Texts;
  /** Where the page can be read, without the language: `/organisation/2120000829`. */
  readonly path: string;
  /** The path with its parameters' names in place of their values: `/organisation/:orgnr`. */
  readonly template: string;
  /** The page is what a form was answered with: at `path` is another page, or this one before the form was sent. */
  readonly answersForm: boolean;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly session: Session | undefined;
  readonly now: number;
  readonly requestId: string;
  /** The browser fetches the page before anyone has asked for it. */
  readonly isPrefetch: boolean;
  /** How whoever runs this installation calls the `ena` command. */
  readonly cli: string;
  /** An own path in the reader's language. */
  href(path: string): string;
}

/** A visit of someone who has logged in. */
export interface OwnVisit extends Visit {
  readonly session: Session;
  actFor(actingFor: ActingFor | undefined): void;
  seeCasesOf(casesOf: CasesOf): void;
  /** Ends the session. */
  end(): void;
  /** The id in the browser's cookie. */
  readonly browser: string;
}

/** The frame around a page's content. */
export interface Frame {
  readonly title: string;
  readonly status?: number;
  /** Scripts and styles beside the shell's own, served by us. */
  readonly scripts?: readonly string[];
  readonly styles?: readonly string[];
  /** A page that could not do what was asked: no question whether it helped. */
  readonly isError?: boolean;
  /**
   * The page shows what is shown nowhere again. What would lead from it to another page while it seems to stay – the
   * other language, a longer log-in, the question whether it helped – is left out, for the reader would lose it.
   */
  readonly shownOnce?: boolean;
  /** Whom the page is about, where that is another than the session acts for. */
  readonly onBehalfOf?: string;
}

/** What a page answers. */
export type Answer =
  | (Frame & { readonly kind: 'page'; readonly content: Html })
  /** A page that is sent piece by piece as its content comes; `left` ends when nobody reads on. */
  | (Frame & { readonly kind: 'stream'; readonly content: (left: AbortSignal) => AsyncIterable<Html> })
  /** A file to keep. */
  | {
      readonly kind: 'file';
      readonly name: string;
      readonly text: string;
      /** Default `text/plain`. */
      readonly type?: 'text/csv' | 'text/calendar';
    }
  /** An own path, without the language. */
  | { readonly kind: 'redirect'; readonly to: string }
  /** The session is over: the cookie goes, and the browser to this address. */
  | { readonly kind: 'left'; readonly to: string }
  /** To the provider, where the person goes on; the cookie is the visit's own. */
  | { readonly kind: 'to-provider'; readonly url: string }
  /** The session's token is no longer taken, or not strong enough: through the log-in and back here. */
  | { readonly kind: 'log-in'; readonly acr?: string };

/** The fields of a form as the kernel parsed them. */
export type Form = Readonly<Record<string, string>>;

export function hrefIn(language: Language): Visit['href'] {
  return (path) => inLanguage(language, path);
}

export function formOf(request: RoomRequest): Form {
  const { body } = request;
  return typeof body === 'object' && body !== null ? (body as Form) : {};
}
