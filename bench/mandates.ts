// The store of Mina ombud: `npm run bench:mandates -- [--mandates 1000000] [--database postgres://…]`.
// Without --database the embedded PGlite holds 100,000 mandates. With it a database of the bench's own is made there and
// dropped. Everything that is printed is measured in this one run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { SortKey } from '../rooms/blocks/mina-ombud/store/store.ts';
import { fill, measure, streamAll, type Times } from './mandates/measure.ts';
import { ask, type Measured, questionsOf, startBenchHub } from './mandates/over-http.ts';
import { openPlace, type Place } from './mandates/place.ts';
import { Shape, today } from './mandates/shape.ts';

const { values: options } = parseArgs({
  options: {
    mandates: { type: 'string' },
    database: { type: 'string' },
    batch: { type: 'string', default: '500' },
    writers: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '10' },
  },
});
const mandates = Number(options.mandates ?? (options.database === undefined ? 100_000 : 1_000_000));
const seconds = Number(options.seconds);
const shape = new Shape(mandates);
const mebibyte = 1024 * 1024;
const page = { offset: 0, limit: 20 };
const must = { insertsPerSecond: 1000, authorityMs: 2, answerMs: 20 };

const count = (number: number) => Math.round(number).toLocaleString('en');

function progress(what: string): (done: number) => void {
  let shown = 0;
  return (done) => {
    const last = done >= mandates;
    if (!last && Date.now() - shown < 500) return;
    shown = Date.now();
    process.stderr.write(`\r${what}: ${count(done)} of ${count(mandates)}${last ? '\n' : ''}`);
  };
}

function show(name: string, { p50, p95, p99, perSecond, count: asked }: Times): void {
  const times = `p50 ${p50.toFixed(2)} ms   p95 ${p95.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms`;
  console.log(`${name.padEnd(44)} ${times}   ${count(perSecond)}/s   (${count(asked)})`);
}

/** Mandates that are neither an accountant's nor asked about before, as far as there are any. */
const anyMandate = (turn: number) => ((turn * 7919 + 1) % (mandates - 1)) + 1;

async function measureAuthority({ store }: Place): Promise<number> {
  await measure(1, 8, (turn) => store.authority(shape.question(anyMandate(turn + 500_000)), page));
  let typical = 0;
  for (const concurrency of [1, 8, 32]) {
    const times = await measure(seconds, concurrency, (turn) =>
      store.authority(shape.question(anyMandate(turn)), page),
    );
    if (concurrency === 1) typical = times.p50;
    show(`authority, any holder, ${concurrency} at once`, times);
  }
  const first = await store.authority(shape.accountantQuestion(0), page);
  show(
    `authority, ${count(first.total)} grantors, page 1`,
    await measure(seconds, 1, (turn) => store.authority(shape.accountantQuestion(turn), page)),
  );
  const late = { offset: first.total - 100, limit: 20 };
  show(
    `authority, ${count(first.total)} grantors, page ${late.offset / 20}`,
    await measure(seconds, 1, (turn) => store.authority(shape.accountantQuestion(turn), late)),
  );
  return typical;
}

/** The order that a search has where none is asked for. */
const usual: readonly SortKey[] = (
  ['title', 'relying-party', 'grantor', 'holder', 'valid-from', 'reference'] as const
).map((by) => ({ by, descending: false, ignoreCase: false }));

async function measureSearch({ store }: Place): Promise<void> {
  const filters = {
    'a holder': (i: number) => ({ holder: shape.holder(i), day: today }),
    'a grantor, in force': (i: number) =>
      ({ grantor: shape.grantor(i), standing: 'valid', day: today }) as const,
    'an accountant': (i: number) => ({ holder: shape.accountantQuestion(i).holder, day: today }),
    'a relying party, in force': (i: number) =>
      ({ relyingParties: [shape.question(i).relyingParty], standing: 'valid', day: today }) as const,
  };
  for (const [name, filterOf] of Object.entries(filters)) {
    const times = await measure(seconds, 1, (turn) => store.search(filterOf(anyMandate(turn)), usual, page));
    show(`search by ${name}`, times);
  }
}

async function measureStream({ store }: Place): Promise<void> {
  const streamed = await streamAll(store, mandates, progress('streamed'));
  console.log(
    `streamed ${count(streamed.count)} in ${streamed.seconds.toFixed(1)} s, ${count(streamed.count / streamed.seconds)}/s; ` +
      `peak RSS ${count(streamed.peakAtTenth / mebibyte)} MiB at 10 %, ${count(streamed.peak / mebibyte)} MiB at 100 %: ` +
      `ratio ${(streamed.peak / streamed.peakAtTenth).toFixed(2)}`,
  );
}

function showAsked(name: string, asked: Measured): void {
  const { p50, p95, p99, perSecond, cpuUs, contexts, signatures, wrong } = asked;
  const times = `p50 ${p50.toFixed(1)} ms   p95 ${p95.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
  const reused = contexts === 0 ? 0 : Math.round((1 - signatures / contexts) * 100);
  console.log(
    `${name.padEnd(44)} ${times}   ${count(perSecond)}/s   ${count(cpuUs)} µs CPU   ` +
      `${reused} % of ${count(contexts)} contexts with a signature from before${wrong === 0 ? '' : `   ${wrong} WRONG`}`,
  );
}

/** `sok/behorigheter` over HTTP: token, audit row, database, signature and the note of who asked; answers p95 at half load. */
async function measureHttp(place: Place): Promise<number> {
  const hub = await startBenchHub(place);
  try {
    const turns = (length: number) => Array.from({ length }, (_, turn) => anyMandate(turn));
    const many = questionsOf(shape, turns(50_000));
    const few = questionsOf(shape, turns(500));
    await ask(hub, { seconds: 2, concurrency: 8, questions: many });
    const others = turns(80_000).slice(60_000);
    const full = await ask(hub, { seconds, concurrency: 32, questions: questionsOf(shape, others) });
    showAsked('sok/behorigheter, always others, 32 at once', full);
    const half = { seconds, perSecond: full.perSecond / 2 };
    const fresh = await ask(hub, { ...half, questions: questionsOf(shape, turns(100_000).slice(80_000)) });
    showAsked('sok/behorigheter, always others, half load', fresh);
    showAsked(
      'sok/behorigheter, 500 questions, 32 at once',
      await ask(hub, { seconds, concurrency: 32, questions: few }),
    );
    return fresh.p95;
  } finally {
    await hub.stop();
  }
}

async function run(place: Place): Promise<void> {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${place.database.engine}`);
  console.log(
    `${count(mandates)} mandates, ${count(shape.grantors)} grantors, 50 relying parties, ${shape.accountants} accountants`,
  );
  const size = { batch: Number(options.batch), writers: Number(options.writers) };
  const inserted = await fill(place.store, shape, size, progress('saved'));
  console.log(`saved with history: ${count(inserted)}/s (batches of ${size.batch}, ${size.writers} at once)`);
  await place.database.administer('vacuum analyze');
  const typical = await measureAuthority(place);
  await measureSearch(place);
  await measureStream(place);
  const p95 = await measureHttp(place);
  const met = inserted >= must.insertsPerSecond && typical <= must.authorityMs && p95 <= must.answerMs;
  console.log(
    `≥ ${count(must.insertsPerSecond)} saved/s and authority ≤ ${must.authorityMs} ms (p50, one at a time), ` +
      `sok/behorigheter p95 ≤ ${must.answerMs} ms at half load: ` +
      `${met ? 'met' : 'NOT MET'}`,
  );
  if (!met) process.exitCode = 1;
}

const place = await openPlace(options.database, Number(options.connections));
try {
  await run(place);
} finally {
  await place.remove();
}
