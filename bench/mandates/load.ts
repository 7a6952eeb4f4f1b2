import { Pool } from 'undici';

/*
 * The askers of the bench, in a process of their own: questions for authority through the published contract, either as
 * many at once as told (`concurrency`) or so many a second whatever the answers do (`perSecond`).
 */

export interface LoadOrder {
  readonly url: string;
  readonly token: string;
  readonly seconds: number;
  readonly concurrency?: number;
  readonly perSecond?: number;
  readonly questions: readonly string[];
}

export interface LoadReport {
  /** Those at the askers' own start included, as in what is counted for each question. */
  readonly asked: number;
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** Of the questions about a person alone, and about an organisation. */
  readonly p95Person: number;
  readonly p95Organisation: number;
  /** Microseconds of CPU of the askers for a question. */
  readonly loadUs: number;
  readonly wrong: number;
  readonly contexts: number;
  /** Signatures that no answer before had. */
  readonly signatures: number;
}

/** Until the askers' own code is compiled and their connections are open; how long answers take then is not counted. */
const ownStartMs = 1000;

class Load {
  readonly #order: LoadOrder;
  readonly #pool: Pool;
  readonly #took: { readonly ms: number; readonly isPerson: boolean }[] = [];
  readonly #signatures = new Set<string>();
  #turn = 0;
  #countFrom = 0;
  #contexts = 0;
  #wrong = 0;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#pool = new Pool(new URL(order.url).origin, { connections: 64 });
  }

  async run(): Promise<LoadReport> {
    const before = process.cpuUsage();
    this.#countFrom = performance.now() + ownStartMs;
    const until = this.#countFrom + this.#order.seconds * 1000;
    await (this.#order.perSecond === undefined
      ? this.#closed(until)
      : this.#open(until, this.#order.perSecond));
    const whole = (performance.now() - this.#countFrom) / 1000;
    await this.#pool.close();
    const { user, system } = process.cpuUsage(before);
    return {
      asked: this.#turn,
      perSecond: this.#took.length / whole,
      p50: this.#quantile(0.5),
      p95: this.#quantile(0.95),
      p99: this.#quantile(0.99),
      p95Person: this.#quantile(0.95, true),
      p95Organisation: this.#quantile(0.95, false),
      loadUs: (user + system) / Math.max(1, this.#turn),
      wrong: this.#wrong,
      contexts: this.#contexts,
      signatures: this.#signatures.size,
    };
  }

  #quantile(part: number, isPerson?: boolean): number {
    const took = this.#took.filter((one) => isPerson === undefined || one.isPerson === isPerson);
    const sorted = took.map(({ ms }) => ms).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length * part)] ?? 0;
  }

  async #closed(until: number): Promise<void> {
    const one = async () => {
      while (performance.now() < until) await this.#ask();
    };
    await Promise.all(Array.from({ length: this.#order.concurrency ?? 1 }, one));
  }

  /** A question is due at its time, whether or not those before have been answered: waiting counts. */
  async #open(until: number, perSecond: number): Promise<void> {
    const waiting: Promise<void>[] = [];
    for (let due = performance.now(); due < until; due += 1000 / perSecond) {
      const wait = due - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      waiting.push(this.#ask(due));
    }
    await Promise.all(waiting);
  }

  async #ask(from = performance.now()): Promise<void> {
    const { questions, token } = this.#order;
    const body = questions[this.#turn++ % questions.length] ?? '';
    const answer = await this.#pool.request({
      method: 'POST',
      path: new URL(this.#order.url).pathname,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'x-service-name': 'bench',
      },
      body,
    });
    const text = await answer.body.text();
    if (from >= this.#countFrom)
      this.#took.push({ ms: performance.now() - from, isPerson: body.includes('"pnr"') });
    if (answer.statusCode !== 200) {
      this.#wrong += 1;
      return;
    }
    const signatures = [...text.matchAll(/"signature":"([^"]{20})/g)];
    this.#contexts += signatures.length;
    for (const [, signature = ''] of signatures) this.#signatures.add(signature);
  }
}

process.once('message', async (order: LoadOrder) => {
  process.send?.(await new Load(order).run());
  process.disconnect?.();
});
