import type { LogInOptions } from '../options.ts';
import type { LoggedIn } from '../session/sessions.ts';
import type { PortalServer } from '../shell/server.ts';
import type { OwnVisit } from '../shell/visit.ts';
import { Attempts, type SignedMatter } from './attempts.ts';
import { openProvider, type Provider } from './provider.ts';

/** What log-ins and signatures share: the provider, and those under way. */
export interface LogInFlow {
  readonly server: PortalServer;
  readonly provider: Provider;
  readonly attempts: Attempts;
}

/** What a log-in asks the APIs with the token that it has just brought. */
export interface AfterLogIn {
  /** Hands in the signature that the log-in made; true when it was taken. */
  takeSignature(session: LoggedIn, matter: SignedMatter, userSignature: string): Promise<boolean>;
  /** Whether the person is a case handler; asked once in each session. */
  mayReview(session: LoggedIn): Promise<boolean>;
}

export function openLogIn(server: PortalServer, logIn: LogInOptions): LogInFlow {
  const { publicUrl, clock, secrets } = server.options;
  return {
    server,
    provider: openProvider({ ...logIn, publicUrl }),
    attempts: new Attempts(clock, secrets),
  };
}

export interface SignatureWish {
  readonly text: string;
  readonly message: string;
  readonly matter: SignedMatter;
  /** Where the person comes back to, language included. */
  readonly next: string;
}

/** No signature is taken below it. */
const leastLoa = 3;
const levelUri = 'http://id.elegnamnden.se/loa/1.0/loa';

/** Where the browser goes to sign; nothing where the provider is away. */
export async function beginSignature(
  { provider, attempts }: LogInFlow,
  visit: OwnVisit,
  { text, message, matter, next }: SignatureWish,
): Promise<string | undefined> {
  const { language, browser, session } = visit;
  const { subject, loa: own } = session.person;
  // The signature is a log-in too: it must not weaken the session that it takes the place of.
  const loa = own === 4 ? own : leastLoa;
  const acr = (loa === 4 ? [4] : [leastLoa, 4]).map((level) => `${levelUri}${level}`).join(' ');
  const begun = await provider.begin({ language, acr, sign: { text, message } });
  if (begun === undefined) return undefined;
  const { state, nonce, codeVerifier, url } = begun;
  const signs = { matter, subject, loa } as const;
  attempts.begin(state, browser, { nonce, codeVerifier, next, language, signs });
  return url;
}
