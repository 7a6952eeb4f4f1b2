import { longestStatement, readStatement, type Statement } from '@ena/kernel/federation/statement.ts';
import type { CallOut, OutgoingAnswer } from '@ena/kernel/http/outgoing.ts';
import { fail, type Result } from '@ena/kernel/result.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import { type Kept, keptStatements } from './kept-statements.ts';

/** A statement as it came from its publisher. `keptSince` (seconds) marks one that could not be fetched again. */
export type Sourced =
  | { readonly kind: 'found'; readonly statement: Statement; readonly keptSince?: number }
  /** Its publisher says that there is none, or what it serves is no statement. */
  | { readonly kind: 'absent'; readonly because: string }
  | { readonly kind: 'unreachable' };

/**
 * Entity statements of others, by URL. Fetched anew after `refreshMinutes`; when the publisher is then away, the last
 * known one goes on until it expires. One that the publisher has taken back (404) is dropped at once. Anyone can have
 * any statement fetched: what no believed chain holds is kept apart, and never drives out what one does.
 */
export interface StatementSource {
  read(url: string): Promise<Sourced>;
  /** These stand in a chain that was found right. */
  believe(statements: readonly Statement[]): void;
  /** Reads a statement of our own, which comes again and again, once. */
  own(jwt: string): Statement | undefined;
}

const mostOwn = 2000;

const believedMost = { number: 20_000, characters: 64 * 1024 * 1024 };
const otherMost = { number: 2_000, characters: 8 * 1024 * 1024 };
const type = 'application/entity-statement+jwt';
const dataUrl = `data:${type},`;

export function createStatementSource(
  callOut: CallOut,
  clock: Clock,
  refreshMinutes: number,
): StatementSource {
  const shelves = new Shelves();
  const underWay = new Map<string, Promise<Sourced>>();

  async function fetchAnew(url: string): Promise<Sourced> {
    const headers = { accept: type };
    const answer = await callOut(url, { mostBytes: longestStatement, withinMs: 3000, headers });
    const now = clock.now();
    if (!answer.ok || answer.value.status >= 500 || answer.value.status === 429) return lastKnown(url, now);
    const read = readAnswer(answer.value);
    if (read.ok) return { kind: 'found', statement: shelves.keep(url, read.value, now) };
    shelves.drop(url);
    return { kind: 'absent', because: read.error };
  }

  function lastKnown(url: string, now: number): Sourced {
    const last = shelves.find(url);
    if (last === undefined || now >= last.statement.exp * second) return { kind: 'unreachable' };
    return { kind: 'found', statement: last.statement, keptSince: Math.floor(last.fetchedAt / second) };
  }

  function fresh(url: string): Statement | undefined {
    const last = shelves.find(url);
    const now = clock.now();
    const isFresh =
      last !== undefined &&
      now - last.fetchedAt < refreshMinutes * minute &&
      now < last.statement.exp * second;
    return isFresh ? last.statement : undefined;
  }

  return {
    own: ownStatements(),
    believe: (statements) => shelves.believe(statements),
    read: (url) => {
      if (url.startsWith(dataUrl)) return Promise.resolve(fromData(url));
      const statement = fresh(url);
      if (statement !== undefined) return Promise.resolve({ kind: 'found', statement });
      const same = underWay.get(url);
      if (same !== undefined) return same;
      const made = fetchAnew(url).finally(() => underWay.delete(url));
      underWay.set(url, made);
      return made;
    },
  };
}

function readAnswer({ status, contentType, body }: OutgoingAnswer): Result<Statement, string> {
  if (status !== 200) return fail(`the publisher answers ${status}`);
  if (contentType?.split(';')[0]?.trim().toLowerCase() !== type)
    return fail(`the answer is not of type ${type}`);
  const read = readStatement(body.toString('utf8').trim());
  return read.ok ? read : fail(`the statement ${read.error}`);
}

/** What stands in believed chains, and apart from it what does not, or not yet. */
class Shelves {
  readonly #believed = keptStatements(believedMost.number, believedMost.characters);
  readonly #others = keptStatements(otherMost.number, otherMost.characters);
  readonly #urls = new WeakMap<Statement, string>();

  /** The later of the two, where a statement has changed and nobody has believed the new one yet. */
  find(url: string): Kept | undefined {
    return this.#others.find(url) ?? this.#believed.find(url);
  }

  /** Answers the one that was there where it is the very same: it is as right as it was. */
  keep(url: string, statement: Statement, fetchedAt: number): Statement {
    const before = this.#believed.find(url)?.statement;
    const isBelieved = before?.jwt === statement.jwt;
    const kept = isBelieved ? before : statement;
    this.drop(url);
    (isBelieved ? this.#believed : this.#others).keep(url, { statement: kept, fetchedAt });
    this.#urls.set(kept, url);
    return kept;
  }

  drop(url: string): void {
    this.#others.drop(url);
    this.#believed.drop(url);
  }

  believe(statements: readonly Statement[]): void {
    for (const statement of statements) {
      const url = this.#urls.get(statement);
      const kept = url === undefined ? undefined : this.#others.find(url);
      if (url === undefined || kept?.statement !== statement) continue;
      this.#others.drop(url);
      this.#believed.keep(url, kept);
    }
  }
}

/** Entity Configuration Hosting 1.0: the JWT itself, without base64 around it. */
function fromData(url: string): Sourced {
  const read = readStatement(url.slice(dataUrl.length));
  return read.ok
    ? { kind: 'found', statement: read.value }
    : { kind: 'absent', because: `the statement ${read.error}` };
}

function ownStatements(): StatementSource['own'] {
  const ours = new Map<string, Statement>();
  return (jwt) => {
    const known = ours.get(jwt);
    if (known !== undefined) return known;
    const read = readStatement(jwt);
    if (!read.ok) return undefined;
    if (ours.size >= mostOwn) ours.clear();
    ours.set(jwt, read.value);
    return read.value;
  };
}
