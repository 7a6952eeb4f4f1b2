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
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly wrong: number;
  readonly contexts: number;
  /** Signatures that no answer before had. */
  readonly signatures: number;
}

class Load {
  readonly #order: LoadOrder;
  readonly #pool: Pool;
  readonly #took: number[] = [];
  readonly #signatures = new Set<string>();
  #turn = 0;
  #contexts = 0;
  #wrong = 0;

  constructor(order: LoadOrder) {
    this.#order = order;
    this.#pool = new Pool(new URL(order.url).origin, { connections: 64 });
  }

  async run(): Promise<LoadReport> {
    const began = performance.now();
    const until = began + this.#order.seconds * 1000;
    await (this.#order.perSecond === undefined
      ? this.#closed(until)
      : this.#open(until, this.#order.perSecond));
    const whole = (performance.now() - began) / 1000;
    await this.#pool.close();
    this.#took.sort((a, b) => a - b);
    const at = (part: number) => this.#took[Math.floor(this.#took.length * part)] ?? 0;
    return {
      perSecond: this.#took.length / whole,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      wrong: this.#wrong,
      contexts: this.#contexts,
      signatures: this.#signatures.size,
    };
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
    this.#took.push(performance.now() - from);
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
