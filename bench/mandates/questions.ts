import { ask, type Measured, questionsOf, startBenchHub } from './over-http.ts';
import type { Place } from './place.ts';
import type { Shape } from './shape.ts';

/**
 * `sok/behorigheter` over HTTP: token, audit row, database, signature and the note of who asked; answers p95 at half load.
 * No question comes twice, but for accountants', who are few, and in the last of the runs.
 */
export async function measureQuestions(place: Place, shape: Shape, seconds: number): Promise<number> {
  const hub = await startBenchHub(place);
  try {
    const others = inBlocks(shape);
    await ask(hub, { seconds: warmUpSeconds, concurrency: 16, questions: questionsOf(shape, others()) });
    const full = await ask(hub, { seconds, concurrency: 32, questions: questionsOf(shape, others()) });
    showAsked('always others, 32 at once', full);
    const half = { seconds, perSecond: full.perSecond / 2 };
    const fresh = await ask(hub, { ...half, questions: questionsOf(shape, others()) });
    showAsked('always others, half load', fresh);
    const few = questionsOf(shape, others().slice(0, 500));
    showAsked('500 questions, 32 at once', await ask(hub, { seconds, concurrency: 32, questions: few }));
    return fresh.p95;
  } finally {
    await hub.stop();
  }
}

const runs = 4;
/** Until what is run all the time has been compiled. */
const warmUpSeconds = 8;

/** Each time other mandates, in an order that seems to be none. */
function inBlocks({ mandates }: Shape): () => readonly number[] {
  const length = Math.min(50_000, Math.floor((mandates - 1) / runs));
  let next = 0;
  return () => Array.from({ length }, () => ((next++ * 7919 + 1) % (mandates - 1)) + 1);
}

function showAsked(name: string, asked: Measured): void {
  const { contexts, signatures, wrong } = asked;
  const reused = contexts === 0 ? 0 : Math.round((1 - signatures / contexts) * 100);
  const ms = (time: number) => `${time.toFixed(1)} ms`;
  const us = (time: number | undefined) => (time === undefined ? '–' : String(Math.round(time)));
  const perCore = 1_000_000 / (asked.hubUs + (asked.databaseUs ?? 0));
  console.log(
    `sok/behorigheter, ${name}: ${Math.round(asked.perSecond)}/s, ` +
      `p50 ${ms(asked.p50)}, p95 ${ms(asked.p95)} (persons ${ms(asked.p95Person)}, accountants ${ms(asked.p95Organisation)}), ` +
      `p99 ${ms(asked.p99)}${wrong === 0 ? '' : `, ${wrong} WRONG`}`,
  );
  console.log(
    `  CPU for each: hub ${us(asked.hubUs)} µs, database ${us(asked.databaseUs)} µs, askers ${us(asked.loadUs)} µs: ` +
      `${Math.round(perCore)}/s for each core of hub and database; ` +
      `${reused} % of ${contexts} contexts with a signature from before`,
  );
}
