import { longestStatement, readStatement, type Statement } from '@ena/kernel/federation/statement.ts';
import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';

/** A statement as it came from its publisher. `keptSince` (seconds) marks one that could not be fetched again. */
export type Sourced =
  | { readonly kind: 'found'; readonly statement: Statement; readonly keptSince?: number }
  /** Its publisher says that there is none, or what it serves is no statement. */
  | { readonly kind: 'absent'; readonly because: string }
  | { readonly kind: 'unreachable' };

/**
 * Entity statements of others, by URL. Fetched anew after `refreshMinutes`; when the publisher is then away, the last
 * known one goes on until it expires. One that the publisher has taken back (404) is dropped at once.
 */
export interface StatementSource {
  read(url: string): Promise<Sourced>;
  /** Reads a statement of our own, which comes again and again, once. */
  own(jwt: string): Statement | undefined;
}

const mostOwn = 2000;

interface Kept {
  readonly statement: Statement;
  readonly fetchedAt: number;
}

const mostKept = 20_000;
const type = 'application/entity-statement+jwt';
const dataUrl = `data:${type},`;

export function createStatementSource(
  callOut: CallOut,
  clock: Clock,
  refreshMinutes: number,
): StatementSource {
  const kept = new Map<string, Kept>();
  const underWay = new Map<string, Promise<Sourced>>();

  async function fetchAnew(url: string): Promise<Sourced> {
    const answer = await callOut(url, {
      mostBytes: longestStatement,
      withinMs: 3000,
      headers: { accept: type },
    });
    const now = clock.now();
    if (!answer.ok || answer.value.status >= 500 || answer.value.status === 429) return lastKnown(url, now);
    kept.delete(url);
    const { status, contentType, body } = answer.value;
    if (status !== 200) return { kind: 'absent', because: `the publisher answers ${status}` };
    if (contentType?.split(';')[0]?.trim().toLowerCase() !== type)
      return { kind: 'absent', because: `the answer is not of type ${type}` };
    const read = readStatement(body.toString('utf8').trim());
    if (!read.ok) return { kind: 'absent', because: `the statement ${read.error}` };
    for (const oldest of kept.keys()) {
      if (kept.size < mostKept) break;
      kept.delete(oldest);
    }
    kept.set(url, { statement: read.value, fetchedAt: now });
    return { kind: 'found', statement: read.value };
  }

  function lastKnown(url: string, now: number): Sourced {
    const last = kept.get(url);
    if (last === undefined || now >= last.statement.exp * second) return { kind: 'unreachable' };
    return { kind: 'found', statement: last.statement, keptSince: Math.floor(last.fetchedAt / second) };
  }

  return {
    own: ownStatements(),
    read: (url) => {
      if (url.startsWith(dataUrl)) return Promise.resolve(fromData(url));
      const last = kept.get(url);
      const now = clock.now();
      if (
        last !== undefined &&
        now - last.fetchedAt < refreshMinutes * minute &&
        now < last.statement.exp * second
      )
        return Promise.resolve({ kind: 'found', statement: last.statement });
      const same = underWay.get(url);
      if (same !== undefined) return same;
      const made = fetchAnew(url).finally(() => underWay.delete(url));
      underWay.set(url, made);
      return made;
    },
  };
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
