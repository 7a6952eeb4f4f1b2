// Mina ärenden, its store and its forwarding service: `node bench/cases.ts [--events 1000000] [--database postgres://…] [--seconds 3]`.
// Without --database the embedded PGlite holds 100,000 events. With it a database of the bench's own is made there and
// dropped. Everything that is printed is measured in this one run.
import { cpus } from 'node:os';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { Question } from '../rooms/blocks/mina-arenden/domain/question.ts';
import { svarOf } from '../rooms/blocks/mina-arenden/http/contract/held-or-flowing.ts';
import { answerInParts } from '../rooms/blocks/mina-arenden/use-cases/answer-in-parts.ts';
import { type Forwarded, measureForwarding } from './cases/forwarding.ts';
import { measureLargeAnswer } from './cases/large-answer.ts';
import { openPlace, type Place } from './cases/place.ts';
import { mostOfOne, parsed, person, producer, question } from './cases/shape.ts';

const { values: options } = parseArgs({
  options: {
    events: { type: 'string' },
    database: { type: 'string' },
    seconds: { type: 'string', default: '3' },
  },
});
const events = Number(options.events ?? (options.database === undefined ? 100_000 : 1_000_000));
const seconds = Number(options.seconds);
const batch = 1000;
const must = { loadsPerSecond: 5000, questionMs: 25, forwardingMs: 150, hungMs: 2000 };
/** More than anyone has; asked for without pages. */
const mostOfAll = 120_000;
const people = Math.floor((events - mostOfOne) / 10);
const count = (number: number) => Math.round(number).toLocaleString('en');

/** What a whole load costs: reading and judging each event, and the transaction. */
async function fill({ store }: Place): Promise<number> {
  const began = performance.now();
  for (let from = 0; from < events; from += batch) {
    const made = Array.from({ length: Math.min(batch, events - from) }, (_, i) => parsed(from + i));
    const outcome = await store.load(producer.id, made);
    if (outcome.kind !== 'loaded') throw new Error(`the batch from ${from} was ${outcome.kind}`);
  }
  return events / ((performance.now() - began) / 1000);
}

/** From the question to the text of the answer, without HTTP. Answers p95 in milliseconds. */
async function measure(name: string, { store }: Place, ask: (turn: number) => Question): Promise<number> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1000;
  const fraga = { parter: [{ kund: { identifierare: person(0), typ: 'Personnummer' } }] };
  const svar = { producerName: producer.name, fraga, wantedLanguage: undefined };
  for (let turn = 0; performance.now() < until; turn++) {
    const from = performance.now();
    const outcome = await answerInParts(store, producer.id, ask(turn));
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const { body } = await svarOf(outcome.parts, svar, silentLogger);
    if (body instanceof Readable) await text(body);
    else JSON.stringify(body);
    took.push(performance.now() - from);
  }
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  const times = `p50 ${at(0.5).toFixed(1)} ms   p95 ${at(0.95).toFixed(1)} ms   p99 ${at(0.99).toFixed(1)} ms`;
  console.log(`${name.padEnd(46)} ${times}   (${count(took.length)})`);
  return at(0.95);
}

const someone = (turn: number) => question(1 + ((turn * 7919) % people));
const byTitle = [{ attribute: 'title', ascending: true }] as const;
const page = { offset: 0, limit: 50 };

async function run(place: Place): Promise<void> {
  await place.store.register(producer, 'none');
  const rate = await fill(place);
  console.log(`loaded in batches of ${count(batch)}: ${count(rate)} events/s`);
  // What PostgreSQL does by itself within minutes; the questions would else be planned without knowing the table.
  await place.database.administer('vacuum analyze');
  const any = await measure('a person with 10 events', place, someone);
  const filtered = { types: ['BENCH.TYP_3', 'BENCH.TYP_4'], tags: ['bygglov'] };
  await measure('the same, two types and a tag', place, (turn) => ({ ...someone(turn), filter: filtered }));
  const first = { sort: [{ attribute: 'at', ascending: false }] as const, slice: page };
  const most = await measure('5,000 events, first page of 50 by time', place, () => question(0, first));
  await measure('5,000 events, first page of 50 by title', place, () =>
    question(0, { sort: byTitle, slice: page }),
  );
  await measure('5,000 events, all of them', place, () => question(0));
  const large = await measureLargeAnswer(place, mostOfAll);
  const { seconds: took, characters, grownMiB } = large;
  console.log(
    `${count(mostOfAll)} events, all of them, flowing: ${took.toFixed(1)} s, ${count(characters / 1e6)} MB, memory + ${count(grownMiB)} MiB`,
  );
  console.log(`load ÷ must (${count(must.loadsPerSecond)}/s): ${(rate / must.loadsPerSecond).toFixed(2)}`);
  console.log(`p95 ÷ must (${must.questionMs} ms): any person ${(any / must.questionMs).toFixed(2)}`);
  console.log(
    `p95 ÷ must (${must.questionMs} ms): most events, one page ${(most / must.questionMs).toFixed(2)}`,
  );
  console.log(`memory ${count(process.memoryUsage().rss / 1_048_576)} MiB`);
}

/** All that may hold something, in a process of their own beside the one that asks and the load. */
async function forward(): Promise<void> {
  const shape = { producers: 20, people: 200, events: 10, seconds };
  const { alone, four, hung } = await measureForwarding(options.database, shape);
  const tell = (name: string, { p50, p95, asked }: Forwarded) =>
    console.log(`${name.padEnd(46)} p50 ${p50.toFixed(0)} ms   p95 ${p95.toFixed(0)} ms   (${count(asked)})`);
  tell(`forwarded to ${shape.producers} producers, one at a time`, alone);
  tell('the same, four at once', four);
  tell('one of them hangs (206)', hung);
  console.log(
    `p95 ÷ must (${must.forwardingMs} ms): all alive ${(alone.p95 / must.forwardingMs).toFixed(2)}`,
  );
  console.log(`p95 ÷ must (${must.hungMs} ms): one hangs ${(hung.p95 / must.hungMs).toFixed(2)}`);
}

const place = await openPlace(options.database);
try {
  console.log(
    `${count(events)} events, ${place.database.engine}, ${cpus().length} cores, Node ${process.version}`,
  );
  await run(place);
} finally {
  await place.remove();
}
await forward();
