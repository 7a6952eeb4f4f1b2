import type { EventLine } from './event-line.ts';

/** What is sent in one call. No id stands in it twice: of two lines with one id the later must replace the earlier. */
export type EventBatch = readonly EventLine[];

/** What the load API takes in one call, with room to spare. */
const mostEvents = 1000;
const mostBytes = 12 * 1024 * 1024;

export async function* inBatches(events: AsyncIterable<EventLine>): AsyncGenerator<EventBatch> {
  let batch: EventLine[] = [];
  let bytes = 0;
  let ids = new Set<string>();
  for await (const event of events) {
    const isFull = batch.length === mostEvents || bytes + event.bytes > mostBytes;
    if (batch.length > 0 && (isFull || (event.id !== undefined && ids.has(event.id)))) {
      yield batch;
      batch = [];
      bytes = 0;
      ids = new Set();
    }
    batch.push(event);
    bytes += event.bytes;
    if (event.id !== undefined) ids.add(event.id);
  }
  if (batch.length > 0) yield batch;
}
