// The index: `npm run bench:index -- [--pointers 200000] [--fill 10000000] [--database postgres://…]`.
// Without --database the embedded PGlite is used. With it a database of the bench's own is made there and dropped.
// --fill: so many pointers of other subjects lie there before, written by one statement for each million; the change of
// keys is left out then.
// Announces in batches of 1,000, asks, takes a new key into use and asks again; everything printed is of this one run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { announce } from '../rooms/blocks/indexing/use-cases/announce.ts';
import { rekeyAll } from '../rooms/blocks/indexing/use-cases/jobs.ts';
import { type LookUpTools, lookUp } from '../rooms/blocks/indexing/use-cases/look-up.ts';
import { fill } from './index/fill.ts';
import { openPlace, type Place } from './index/place.ts';
import { Shape } from './index/shape.ts';

const { values: options } = parseArgs({
  options: {
    pointers: { type: 'string', default: '200000' },
    fill: { type: 'string', default: '0' },
    database: { type: 'string' },
    batch: { type: 'string', default: '1000' },
    writers: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '5' },
  },
});
const shape = new Shape(Number(options.pointers));
const batch = Number(options.batch);
const seconds = Number(options.seconds);
const area = 'customer-events';
const must = { perSecond: 2000, p95: 5 };

const count = (number: number) => Math.round(number).toLocaleString('en');

/** Sends every batch of every producer by so many writers at once; answers pointers a second. */
async function announceAll({ tools }: Place, show: string): Promise<number> {
  const perProducer = Math.floor(shape.pointers / shape.producers.length);
  const work = Array.from({ length: shape.batches(batch) }, (_, page) =>
    shape.producers.map((_name, producer) => ({ page, producer })),
  ).flat();
  const began = performance.now();
  let done = 0;
  const write = async () => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) {
      const { page, producer } = next;
      const length = Math.min(batch, perProducer - page * batch);
      const pointers = Array.from({ length }, (_, i) => shape.announcement(producer, page * batch + i));
      const place = { area, producer: shape.producers[producer] ?? '' };
      const outcome = await announce(tools, place, pointers);
      if (outcome.kind !== 'announced') throw new Error(`a batch was refused: ${outcome.kind}`);
      done += outcome.count;
    }
  };
  await Promise.all(Array.from({ length: Number(options.writers) }, write));
  const rate = done / ((performance.now() - began) / 1000);
  console.log(
    `${show}: ${count(rate)}/s (${count(done)} in batches of ${batch}, ${options.writers} writers)`,
  );
  return rate;
}

/** Does it for so long, one after the other; answers the 95th percentile in milliseconds. */
async function timed(show: string, one: (turn: number) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (const until = performance.now() + seconds * 1000; performance.now() < until; ) {
    const from = performance.now();
    await one(took.length);
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  const times = `p50 ${at(0.5).toFixed(2)} ms   p95 ${at(0.95).toFixed(2)} ms`;
  console.log(`${show.padEnd(34)} ${times}   (${count(took.length)})`);
  return at(0.95);
}

/** As a room asks, but for the audit trail, which is measured elsewhere. */
function ask({ tools }: Place, show: string): Promise<number> {
  const asking: LookUpTools = {
    ...tools,
    audit: { record: async () => {} },
    roomPurposes: [{ room: 'bench', area, purposes: ['bench'] }],
  };
  const asker = { kind: 'room', room: 'bench' } as const;
  return timed(show, async (turn) => {
    const subject = shape.subject(turn * 7919);
    const answer = await lookUp(asking, { area, purpose: 'bench', subject, asker, requestId: 'bench' });
    if (answer.kind !== 'found' || answer.named.length === 0) throw new Error('a subject was not found');
  });
}

async function run(place: Place): Promise<void> {
  const { store, keys, clock } = place.tools;
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${place.database.engine}`);
  const names = { sv: 'Kundhändelser', en: 'Customer events' };
  await store.saveArea({ id: area, names, resolver: { kind: 'https', url: 'https://bench.example/' } });
  for (const producer of shape.producers) await store.join({ area, producer }, clock.now());
  await fill(place.database, Number(options.fill), (written) => console.log(`filled: ${count(written)}`));
  const first = await announceAll(place, 'announced');
  const again = await announceAll(place, 'announced again, unchanged');
  await place.database.administer('vacuum analyze');
  const floor = await timed('an empty question (select 1)', () => place.database.health());
  const p95 = await ask(place, 'lookup');
  judge(first, p95);
  if (Number(options.fill) > 0) return;
  const began = performance.now();
  await keys.rotate(clock.now());
  const moved = await rekeyAll(place.tools);
  const moving = moved / ((performance.now() - began) / 1000);
  console.log(`put under a new key: ${count(moving)}/s (${count(moved)})`);
  await place.database.administer('vacuum analyze');
  const rotated = await ask(place, 'lookup after the change of keys');
  console.log(
    `ratios: announced again ÷ first ${(again / first).toFixed(2)}, new key ÷ first ${(moving / first).toFixed(2)}, ` +
      `lookup p95 ÷ empty question p95 ${(p95 / floor).toFixed(1)}, after ÷ before ${(rotated / p95).toFixed(2)}`,
  );
}

function judge(perSecond: number, p95: number): void {
  const met = perSecond >= must.perSecond && p95 <= must.p95;
  console.log(
    `≥ ${count(must.perSecond)} announced/s and lookup p95 ≤ ${must.p95} ms: ${met ? 'met' : 'NOT MET'}`,
  );
  if (!met) process.exitCode = 1;
}

const place = await openPlace(options.database);
try {
  await run(place);
} finally {
  await place.remove();
}
