import { setTimeout } from 'node:timers/promises';
import type { Connection } from '@ena/client/call.ts';
import { loadCaseEvents } from '@ena/client/cases-admin.ts';
import { fromCall, ok, type Refused, type Result } from '../shell/outcome.ts';
import type { EventBatch } from './batches.ts';

/** A line that was left out, and why; the reason names no value of the event. */
export interface Rejected {
  readonly line: number;
  readonly reason: string;
}

export interface LoadedBatch {
  readonly created: number;
  readonly replaced: number;
  readonly rejected: readonly Rejected[];
}

const mostTries = 5;
const hub = { sv: 'Navet', en: 'The hub' };

/**
 * Loads the batch; lines that the hub refuses are left out and the others sent again. A call that lost a race or was
 * not answered is repeated: loading the same events once more changes nothing.
 */
export async function loadBatch(
  connection: Connection,
  producer: string,
  batch: EventBatch,
  pauseMs = 250,
): Promise<Result<LoadedBatch>> {
  const rejected = batch.flatMap(({ line, fault }) => (fault === undefined ? [] : [{ line, reason: fault }]));
  let left = batch.filter(({ fault }) => fault === undefined);
  for (let tries = 1; left.length > 0; ) {
    const texts = left.map(({ text }) => text);
    const outcome = await loadCaseEvents(connection, producer, texts);
    if (outcome.kind === 'ok') return ok({ ...outcome.value, rejected });
    const wrong = outcome.kind === 'problem' ? wrongPlaces(outcome.problem, left.length) : undefined;
    if (wrong !== undefined) {
      rejected.push(...[...wrong].map(([place, reason]) => ({ line: left[place]?.line ?? 0, reason })));
      left = left.filter((_, place) => !wrong.has(place));
    } else if (mayRepeat(outcome) && tries < mostTries) {
      await setTimeout(pauseMs * 2 ** tries);
      tries += 1;
    } else {
      return fromCall<LoadedBatch>(outcome, hub);
    }
  }
  return ok({ created: 0, replaced: 0, rejected });
}

function mayRepeat(outcome: {
  readonly kind: string;
  readonly problem?: { readonly status: number };
}): boolean {
  const status = outcome.problem?.status;
  return status === undefined || [409, 429, 503].includes(status);
}

/** The places in the list that the refusal names, if it names any: `/17/tidpunkt`. */
function wrongPlaces({ errors = [] }: Refused, length: number): ReadonlyMap<number, string> | undefined {
  const wrong = new Map<number, string>();
  for (const { pointer = '', detail } of errors) {
    const [, place, below = ''] = /^\/(\d+)(\/.*)?$/.exec(pointer) ?? [];
    if (place === undefined || Number(place) >= length || wrong.has(Number(place))) continue;
    wrong.set(Number(place), `${below} ${detail}`.trim());
  }
  return wrong.size === 0 ? undefined : wrong;
}
