import { type Clock, minute } from '@ena/kernel/time.ts';
import type { Secrets } from '../options.ts';

/** Who has logged in. No identity number: the APIs read it from the token, the pages have no use for it. */
export interface Person {
  /** The provider's name for the person at this client; says nothing by itself. */
  readonly subject: string;
  readonly name: string;
  readonly loa: 2 | 3 | 4 | undefined;
}

/** Whom the person acts for on the pages; absent means for themselves. The APIs check each right anew. */
export interface ActingFor {
  readonly orgnr: string;
  readonly name: string;
}

/** Another person, or an organisation by mandate, whose cases are read. The API checks the right at each call. */
export interface CasesOf {
  /** Stands for the party before this person; names nobody. */
  readonly ref: string;
  readonly name: string;
}

/** A person's visit, kept in memory only. */
export interface Session {
  readonly person: Person;
  readonly accessToken: string;
  /** Whether the onboarding API took the person for a case handler when the session began; it decides the navigation and no right. */
  readonly mayReview: boolean;
  /** Stands in every form; whoever does not read our pages cannot know it. */
  readonly formToken: string;
  readonly begunAt: number;
  readonly lastSeenAt: number;
  /** No session outlives this, however much it is used. */
  readonly endsAt: number;
  readonly actingFor?: ActingFor;
  readonly casesOf?: CasesOf;
  /** Whether the person has said for whom she is here, be it for herself. */
  readonly hasChosen?: true;
}

export type NewSession = Pick<Session, 'person' | 'accessToken' | 'mayReview'>;

/** What the provider tells of a log-in. */
export type LoggedIn = Omit<NewSession, 'mayReview'>;

export const longestMs = 60 * minute;
export const idleMs = 20 * minute;
const most = 10_000;

/** Sessions by the fingerprint of their id. The id itself is in the browser's cookie and nowhere else. */
export class Sessions {
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #byFingerprint = new Map<string, Session>();

  constructor(clock: Clock, secrets: Secrets) {
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Always under a new id, so that an id that someone planted before the log-in is worth nothing after it. */
  begin(session: NewSession): string {
    const id = this.#secrets.make();
    const now = this.#clock.now();
    this.#dropOldest();
    this.#byFingerprint.set(this.#secrets.fingerprint(id), {
      ...session,
      formToken: this.#secrets.make(),
      begunAt: now,
      lastSeenAt: now,
      endsAt: now + longestMs,
    });
    return id;
  }

  /** The session of the id, seen now; nothing where it has ended or never was. */
  find(id: string | undefined): Session | undefined {
    if (id === undefined) return undefined;
    const key = this.#secrets.fingerprint(id);
    const session = this.#byFingerprint.get(key);
    if (session === undefined) return undefined;
    const now = this.#clock.now();
    if (now >= expiryOf(session)) {
      this.#byFingerprint.delete(key);
      return undefined;
    }
    const seen = { ...session, lastSeenAt: now };
    this.#byFingerprint.set(key, seen);
    return seen;
  }

  actFor(id: string, actingFor: ActingFor | undefined): void {
    this.#choose(id, actingFor && { actingFor });
  }

  seeCasesOf(id: string, casesOf: CasesOf): void {
    this.#choose(id, { casesOf });
  }

  /** One choice takes the other's place. */
  #choose(id: string, choice: Pick<Session, 'actingFor' | 'casesOf'> | undefined): void {
    const key = this.#secrets.fingerprint(id);
    const session = this.#byFingerprint.get(key);
    if (session === undefined) return;
    const { actingFor: _whom, casesOf: _whose, ...rest } = session;
    this.#byFingerprint.set(key, { ...rest, ...choice, hasChosen: true });
  }

  end(id: string | undefined): void {
    if (id !== undefined) this.#byFingerprint.delete(this.#secrets.fingerprint(id));
  }

  get count(): number {
    return this.#byFingerprint.size;
  }

  /** The memory is bounded: those that have ended go first, then the one that began first. */
  #dropOldest(): void {
    if (this.#byFingerprint.size < most) return;
    const now = this.#clock.now();
    for (const [key, session] of this.#byFingerprint) {
      if (now >= expiryOf(session)) this.#byFingerprint.delete(key);
    }
    const [first] = this.#byFingerprint.keys();
    if (this.#byFingerprint.size >= most && first !== undefined) this.#byFingerprint.delete(first);
  }
}

/** When it ends if nothing more happens. */
export function expiryOf(session: Session): number {
  return Math.min(session.lastSeenAt + idleMs, session.endsAt);
}
