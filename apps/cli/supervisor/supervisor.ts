import { type Failure, failed, ok, type Result } from '../shell/outcome.ts';
import { Child, type Program, type Ready } from './child.ts';

export interface SupervisorEvents {
  /** A program ended by itself and is started again after the delay, milliseconds. */
  restarting(program: Program, how: string, delayMs: number): void;
  /** A program started again serves, or does not. */
  restarted(program: Program, outcome: Result<Ready>): void;
}

export interface Running {
  readonly program: Program;
  readonly url: string;
  readonly pid: number | undefined;
}

const firstDelayMs = 100;
const longestDelayMs = 30_000;
/** A program that has served this long starts again as if it had never failed. */
const settledMs = 60_000;

interface Post {
  readonly program: Program;
  child: Child;
  url: string;
  failures: number;
}

/** Runs programs, starts one again that ends by itself, and stops them all, the last started first. */
export class Supervisor {
  readonly #events: SupervisorEvents;
  readonly #posts: Post[] = [];
  readonly #waiting = new Set<NodeJS.Timeout>();
  #stopping: Promise<void> | undefined;

  constructor(events: SupervisorEvents) {
    this.#events = events;
  }

  get running(): readonly Running[] {
    return this.#posts.map(({ program, url, child }) => ({ program, url, pid: child.pid }));
  }

  /** Answers when the program serves. One that does not start the first time is not tried again. */
  async start(program: Program): Promise<Result<Running>> {
    if (this.#stopping) return failed('unavailable', 'Allt stoppas.', 'Everything is being stopped.');
    const post: Post = { program, child: new Child(program), url: '', failures: 0 };
    this.#posts.push(post);
    const ready = await post.child.ready();
    if (ready.kind === 'failed') return this.#giveUp(post, ready);
    post.url = ready.value.url;
    this.#watch(post);
    return ok({ program, url: post.url, pid: post.child.pid });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const timer of this.#waiting) clearTimeout(timer);
    const [first, ...others] = this.#posts.map(({ child }) => child);
    await Promise.all(others.map((child) => child.stop()));
    await first?.stop();
  }

  async #giveUp(post: Post, why: Failure): Promise<Failure> {
    await post.child.stop();
    this.#posts.splice(this.#posts.indexOf(post), 1);
    return why;
  }

  async #watch(post: Post): Promise<void> {
    const startedAt = performance.now();
    const { code, signal } = await post.child.ended;
    if (this.#stopping) return;
    if (performance.now() - startedAt > settledMs) post.failures = 0;
    const delay = Math.min(firstDelayMs * 2 ** post.failures, longestDelayMs);
    post.failures += 1;
    this.#events.restarting(post.program, signal ?? `exit code ${code}`, delay);
    const timer = setTimeout(() => {
      this.#waiting.delete(timer);
      void this.#startAgain(post);
    }, delay);
    this.#waiting.add(timer);
  }

  async #startAgain(post: Post): Promise<void> {
    post.child = new Child(post.program);
    const ready = await post.child.ready();
    if (this.#stopping) return;
    this.#events.restarted(post.program, ready);
    void this.#watch(post);
  }
}
