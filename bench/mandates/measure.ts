import type { MandateStore } from '../../rooms/blocks/mina-ombud/store/store.ts';
import { type Shape, today } from './shape.ts';

export interface Times {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly perSecond: number;
  readonly count: number;
}

/** Asks for so long with so many at once; `ask` gets a number that never comes again. */
export async function measure(
  seconds: number,
  concurrency: number,
  ask: (turn: number) => Promise<unknown>,
): Promise<Times> {
  const took: number[] = [];
  let turn = 0;
  const began = performance.now();
  const until = began + seconds * 1000;
  const one = async () => {
    while (performance.now() < until) {
      const from = performance.now();
      await ask(turn++);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, one));
  const whole = (performance.now() - began) / 1000;
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), perSecond: took.length / whole, count: took.length };
}

/** Saves all mandates of the shape in batches by so many writers at once; answers how many a second. */
export async function fill(
  store: MandateStore,
  shape: Shape,
  { batch, writers }: { readonly batch: number; readonly writers: number },
  show: (saved: number) => void,
): Promise<number> {
  const began = performance.now();
  let next = 0;
  let saved = 0;
  const write = async () => {
    while (next < shape.mandates) {
      const from = next;
      next += batch;
      const length = Math.min(batch, shape.mandates - from);
      const mandates = Array.from({ length }, (_, i) => shape.change(from + i));
      const outcome = await store.save({ mandates });
      if (outcome !== 'saved') throw new Error(`the batch from ${from} was ${outcome}`);
      saved += length;
      show(saved);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return shape.mandates / ((performance.now() - began) / 1000);
}

export interface Streamed {
  readonly count: number;
  readonly seconds: number;
  readonly peakAtTenth: number;
  readonly peak: number;
}

/** Reads every mandate and keeps none of them. */
export async function streamAll(
  store: MandateStore,
  expected: number,
  show: (read: number) => void,
): Promise<Streamed> {
  const began = performance.now();
  let count = 0;
  let peak = 0;
  let peakAtTenth = 0;
  for await (const _ of store.stream({ day: today })) {
    count += 1;
    if (count % 500 !== 0) continue;
    peak = Math.max(peak, process.memoryUsage.rss());
    if (count <= expected / 10) peakAtTenth = peak;
    if (count % 10_000 === 0) show(count);
  }
  return { count, seconds: (performance.now() - began) / 1000, peakAtTenth, peak };
}
