import type { Logger } from '@ena/kernel/log/logger.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { contractErrors } from '../../contract-errors.ts';
import type { ApiError } from '../../wire/api-error.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import type { FullmaktListItem, HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import { type PageAsked, pageAsked, renderPageMetadata } from '../../wire/page.ts';
import { parseSort } from '../../wire/sort.ts';
import { failure } from './failure.ts';
import { mergeLists, type NameOf } from './merge-lists.ts';
import type { Produced, ProducerCall } from './producer.ts';

/** One of those that are asked: this database for all of its relying parties, or a remote producer for its own. */
export interface Source {
  readonly relyingParties: readonly string[];
  ask(request: HamtaFullmakterRequest): Promise<Produced<HamtaFullmakterResponse>>;
}

export interface SearchTools {
  readonly clock: Clock;
  readonly log: Logger;
  readonly nameOf: NameOf;
}

/** A page further into several lists than this is refused: all before it would have to be fetched. */
const deepest = 10_000;
const largestPage = 1000;

/** Asks all at once and puts their lists together. Whoever fails stands in `problem`, and the others are answered. */
export async function searchAll(
  sources: readonly Source[],
  request: HamtaFullmakterRequest,
  call: ProducerCall,
  tools: SearchTools,
): Promise<Produced<HamtaFullmakterResponse>> {
  const page = pageAsked(request.page);
  const [only, ...others] = sources;
  if (only === undefined)
    return { kind: 'answered', body: { fullmakter: [], page: renderPageMetadata(page, 0) } };
  if (others.length === 0) {
    const answer = await asked(only, call, tools, () => only.ask(request));
    if (answer.kind === 'answered') return answer;
    const problem = problemOf([{ source: only, error: answer.error }]);
    return { kind: 'answered', body: { fullmakter: [], problem, page: renderPageMetadata(page, 0) } };
  }
  return merged(sources, request, page, call, tools);
}

async function merged(
  sources: readonly Source[],
  request: HamtaFullmakterRequest,
  page: PageAsked,
  call: ProducerCall,
  tools: SearchTools,
): Promise<Produced<HamtaFullmakterResponse>> {
  const sort = parseSort(request.page?.sort);
  const needed = (page.number + 1) * page.size;
  if (!sort.ok || needed > deepest) return failure(contractErrors.invalidRequest, call, tools.clock, tooDeep);
  const answers = await Promise.all(
    sources.map(async (source) => ({
      source,
      answer: await asked(source, call, tools, () => firstOf(source, request, needed)),
    })),
  );
  const lists: (readonly FullmaktListItem[])[] = [];
  const failed: { source: Source; error: ApiError }[] = [];
  let total = 0;
  for (const { source, answer } of answers) {
    if (answer.kind === 'failed') failed.push({ source, error: answer.error });
    else {
      lists.push(answer.body.items);
      total += answer.body.total;
    }
  }
  const fullmakter = mergeLists(lists, sort.value, tools.nameOf).slice(needed - page.size, needed);
  const problem = failed.length > 0 && { problem: problemOf(failed) };
  return { kind: 'answered', body: { fullmakter, ...problem, page: renderPageMetadata(page, total) } };
}

const tooDeep = {
  violations: [
    { path: 'page', message: `several relying parties are asked: ask for the first ${deepest}, or for one` },
  ],
};

interface First {
  readonly items: readonly FullmaktListItem[];
  readonly total: number;
}

/** The first `needed` of a source's list, or all that it has. */
async function firstOf(
  source: Source,
  request: HamtaFullmakterRequest,
  needed: number,
): Promise<Produced<First>> {
  const size = Math.min(needed, largestPage);
  const items: FullmaktListItem[] = [];
  for (let number = 0; ; number += 1) {
    const answer = await source.ask({ ...request, page: { ...request.page, page: number, size } });
    if (answer.kind === 'failed') return answer;
    const { fullmakter, page } = answer.body;
    items.push(...fullmakter);
    const { totalElements: total } = page;
    if (items.length >= needed || items.length >= total || fullmakter.length === 0)
      return { kind: 'answered', body: { items: items.slice(0, needed), total } };
  }
}

/** A source that breaks (a database that is away) is one that fails. */
async function asked<Body>(
  { relyingParties }: Source,
  call: ProducerCall,
  { clock, log }: SearchTools,
  ask: () => Promise<Produced<Body>>,
): Promise<Produced<Body>> {
  try {
    return await ask();
  } catch (error) {
    log.error({ err: error, producers: relyingParties.length }, 'a producer broke');
    return failure(contractErrors.failed, call, clock);
  }
}

function problemOf(
  failed: readonly { readonly source: Source; readonly error: ApiError }[],
): Record<string, ApiError> {
  return Object.fromEntries(
    failed.flatMap(({ source, error }) => source.relyingParties.map((id) => [id, error] as const)),
  );
}
