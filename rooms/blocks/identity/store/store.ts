import type { RegisteredClient } from '../domain/client.ts';
import type { EidIssuer } from '../domain/eid-issuer.ts';
import type { Account, Login } from '../domain/login.ts';
import type { MatchCase, MatchDecision } from '../domain/match-case.ts';
import type { Person } from '../domain/person.ts';
import type { SignatureKey } from '../domain/signature-key.ts';

/** What the log-in protocol remembers. `payload` is the protocol library's own; the other members find it again. */
export interface ProtocolEntry {
  readonly payload: Readonly<Record<string, unknown>>;
  readonly grantId: string | undefined;
  readonly uid: string | undefined;
  /** Milliseconds since the epoch; `undefined` never expires. */
  readonly expiresAt: number | undefined;
}

/** An entry is absent from its expiry on, whether or not it has been swept. */
export interface ProtocolEntries {
  find(model: string, id: string, now: number): Promise<Readonly<Record<string, unknown>> | undefined>;
  findByUid(model: string, uid: string, now: number): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Inserts or replaces. */
  save(model: string, id: string, entry: ProtocolEntry): Promise<void>;
  /** Marks it used, in one statement: of many who try, `true` is answered to the first alone. */
  consume(model: string, id: string, now: number): Promise<boolean>;
  /** Keeps the id until then; of many who try, `true` is answered to the first alone. */
  firstUse(model: string, id: string, until: number): Promise<boolean>;
  remove(model: string, id: string): Promise<void>;
  removeByGrant(grantId: string): Promise<void>;
}

export interface AccountsAndLogins {
  /** The account of the person, made with `newId` if there is none; a name that changed is changed here. */
  accountOf(person: Person, newId: string): Promise<Account>;
  account(id: string): Promise<Account | undefined>;
  saveLogin(login: Login): Promise<void>;
  /** A log-in that has not ended, with the account it belongs to. */
  loginByGrant(grantId: string, now: number): Promise<{ login: Login; account: Account } | undefined>;
  login(id: string, now: number): Promise<{ login: Login; account: Account } | undefined>;
  /** Ends it; tokens of it are refused from now on. */
  endLogin(grantId: string): Promise<void>;
}

export interface EidIssuers {
  find(id: string): Promise<EidIssuer | undefined>;
  /** Ordered by id. */
  list(offset: number, limit: number): Promise<{ items: readonly EidIssuer[]; total: number }>;
  /** Compare and save: inserts where `previous` is undefined, else replaces only that revision. */
  save(issuer: EidIssuer, previous: number | undefined): Promise<'saved' | 'raced'>;
}

export interface Clients {
  find(id: string): Promise<RegisteredClient | undefined>;
  /** Ordered by id. */
  list(offset: number, limit: number): Promise<{ items: readonly RegisteredClient[]; total: number }>;
  /** Compare and save: inserts where `previous` is undefined, else replaces only that revision. */
  save(client: RegisteredClient, previous: number | undefined): Promise<'saved' | 'raced'>;
  /** Whether there was one. */
  remove(id: string): Promise<boolean>;
}

export interface MatchCases {
  add(one: MatchCase): Promise<void>;
  find(id: string): Promise<MatchCase | undefined>;
  /** Those that wait for a case handler, oldest first. */
  waiting(offset: number, limit: number): Promise<{ items: readonly MatchCase[]; total: number }>;
  /** Decides it, if nobody has. */
  decide(id: string, decision: MatchDecision): Promise<'decided' | 'not-waiting'>;
}

/** What e-signatures are verified with, for as long as there are any: nothing is ever removed. */
export interface SignatureKeyRegister {
  /** Durable when it returns. One that is there stays as it is. */
  add(key: Omit<SignatureKey, 'withdrawnAt'>): Promise<void>;
  find(kid: string): Promise<SignatureKey | undefined>;
  /** Newest first. */
  all(): Promise<readonly SignatureKey[]>;
  /** The first withdrawal of a key is the one that is kept. */
  withdraw(kids: readonly string[], at: number): Promise<void>;
}

export interface IdentityStore {
  readonly entries: ProtocolEntries;
  readonly logins: AccountsAndLogins;
  readonly issuers: EidIssuers;
  readonly matches: MatchCases;
  readonly clients: Clients;
  readonly signatureKeys: SignatureKeyRegister;
  /** Removes what expired before the instant. */
  sweep(before: number): Promise<void>;
}
