import { asProblem, type Connection, parseJson, unreachable } from '../call.ts';
import type { Outcome } from '../outcome.ts';
import { readAtMost } from '../read-at-most.ts';
import { askedIn, lineIn, type Overview, type OverviewLine, type OverviewQuestion } from './overview.ts';
import { readLines } from './read-lines.ts';

const largestAnswer = 64 * 1024 * 1024;
const largestProblem = 64 * 1024;

export interface Patience {
  /** For the whole overview, which gives slow producers their time. Milliseconds. */
  readonly wholeMs: number;
  /** Ends when nobody reads on. */
  readonly left?: AbortSignal;
}

/** Asks, and answers as soon as it is known who is asked, for which the connection's deadline holds. */
export async function askOverview(
  connection: Connection,
  question: OverviewQuestion,
  { wholeMs, left }: Patience,
): Promise<Outcome<Overview>> {
  const { token, deadlineMs = 10_000 } = connection;
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), deadlineMs);
  const ends = [late.signal, AbortSignal.timeout(wholeMs), ...(left === undefined ? [] : [left])];
  try {
    const response = await connection.fetch(`${connection.url}/cases/v1/my/overviews`, {
      method: 'POST',
      headers: {
        accept: 'application/x-ndjson, application/problem+json',
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(question),
      signal: AbortSignal.any(ends),
      redirect: 'error',
    });
    if (response.status !== 200) return await refusalOf(connection, response);
    const lines = readLines(response, largestAnswer);
    const { value: first } = await lines.next();
    const asked = askedIn(first === undefined ? undefined : json(first));
    if (asked !== undefined) return { kind: 'ok', value: { ...asked, lines: toTheEnd(lines) } };
    await lines.return(undefined);
    return unreachable(connection, 'svaret är ingen översikt', 'its answer is no overview');
  } catch {
    return unreachable(connection, 'förbindelsen bröts', 'the connection broke');
  } finally {
    clearTimeout(timer);
  }
}

async function refusalOf(connection: Connection, response: Response): Promise<Outcome<never>> {
  const body = await readAtMost(response, largestProblem);
  if (response.status < 400 || body === undefined)
    return unreachable(connection, 'svaret är ingen översikt', 'its answer is no overview');
  return { kind: 'problem', problem: asProblem(parseJson(body), response.status) };
}

async function* toTheEnd(lines: AsyncGenerator<string>): AsyncGenerator<OverviewLine> {
  try {
    for await (const text of lines) {
      const line = lineIn(json(text));
      if (line !== undefined) yield line;
      if (line?.kind === 'end' || line?.kind === 'broken') return;
    }
  } catch {
    // A connection that breaks ends as one that stops too early.
  }
  yield { kind: 'broken' };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
