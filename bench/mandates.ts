// The store of Mina ombud: `npm run bench:mandates -- [--mandates 1000000] [--database postgres://…]`.
// Without --database the embedded PGlite holds 100,000 mandates. With it a database of the bench's own is made there and
// dropped; --keep names one that is left, and that a later run with the same name finds full. --questions asks over HTTP
// only. Everything that is printed is measured in this one run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { SortKey } from '../rooms/blocks/mina-ombud/store/store.ts';
import { fill, measure, streamAll, type Times } from './mandates/measure.ts';
import { openPlace, type Place } from './mandates/place.ts';
import { measureQuestions } from './mandates/questions.ts';
import { Shape, today } from './mandates/shape.ts';

const { values: options } = parseArgs({
  options: {
    mandates: { type: 'string' },
    database: { type: 'string' },
    keep: { type: 'string' },
    questions: { type: 'boolean', default: false },
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

/** Answers how many a second; `undefined` where all of them lay there before. */
async function fillWhatIsEmpty({ store, database, held }: Place): Promise<number | undefined> {
  if (held >= mandates) return undefined;
  if (held > 0)
    throw new Error(`the database holds ${count(held)} mandates, not ${count(mandates)}: drop it`);
  const size = { batch: Number(options.batch), writers: Number(options.writers) };
  const inserted = await fill(store, shape, size, progress('saved'));
  console.log(`saved with history: ${count(inserted)}/s (batches of ${size.batch}, ${size.writers} at once)`);
  await database.administer('vacuum analyze');
  return inserted;
}

async function run(place: Place): Promise<void> {
  console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${place.database.engine}`);
  console.log(
    `${count(mandates)} mandates, ${count(shape.grantors)} grantors, 50 relying parties, ${shape.accountants} accountants`,
  );
  const inserted = await fillWhatIsEmpty(place);
  const typical = options.questions ? undefined : await measureAuthority(place);
  if (!options.questions) {
    await measureSearch(place);
    await measureStream(place);
  }
  const p95 = await measureQuestions(place, shape, seconds);
  const isMet = [
    judge('saved a second', inserted, '≥', must.insertsPerSecond),
    judge('authority, one at a time, p50 in ms', typical, '≤', must.authorityMs),
    judge('sok/behorigheter, half load, p95 in ms', p95, '≤', must.answerMs),
  ];
  if (isMet.includes(false)) process.exitCode = 1;
}

/** What was not measured in this run is neither met nor missed. */
function judge(name: string, seen: number | undefined, sign: '≥' | '≤', target: number): boolean {
  if (seen === undefined) return true;
  const met = sign === '≥' ? seen >= target : seen <= target;
  console.log(`${name}: ${seen.toFixed(1)}, to be ${sign} ${target}: ${met ? 'met' : 'NOT MET'}`);
  return met;
}

const place = await openPlace({
  url: options.database,
  keep: options.keep,
  connections: Number(options.connections),
});
try {
  await run(place);
} finally {
  await place.remove();
}
