import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { type Span, widened } from '../../domain/pointer.ts';
import type { IndexStore } from '../store.ts';
import { aliasesOf, at, pointer, wrap } from './fresh-store.ts';

const producers = ['2021005521', '2120000829'];
const subjects = [1, 2, 3, 4];

type Step =
  | {
      readonly do: 'announce' | 'list';
      readonly producer: number;
      readonly given: readonly [number, number, number][];
    }
  | { readonly do: 'withdraw'; readonly producer: number; readonly subject: number }
  | { readonly do: 'leave' | 'join'; readonly producer: number }
  | { readonly do: 'new-key' | 'rekey' | 'sweep' };

const producer = fc.nat({ max: producers.length - 1 });
const subject = fc.constantFrom(...subjects);
const given = fc.array(fc.tuple(subject, fc.nat({ max: 9 }), fc.nat({ max: 9 })), { maxLength: 4 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('announce' as const), producer, given }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('list' as const), producer, given }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('withdraw' as const), producer, subject }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('leave' as const, 'join' as const), producer }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('new-key' as const, 'rekey' as const, 'sweep' as const) }),
  },
);

/** What the index is by definition: for each producer in the area a span for each subject. */
type Model = Map<number, Map<number, Span>>;

/** Runs the steps on the store and on the model; keys never show in the model. */
class Walk {
  readonly store: IndexStore;
  readonly model: Model = new Map();
  readonly #area: string;
  #generation: number;
  #lists = 0;

  /** In an area of its own; keys are those of all areas. */
  constructor(store: IndexStore, area: string, generation: number) {
    this.store = store;
    this.#area = area;
    this.#generation = generation;
  }

  async take(one: Step): Promise<void> {
    switch (one.do) {
      case 'announce':
        return this.#announce(one.producer, one.given);
      case 'list':
        return this.#list(one.producer, one.given);
      case 'withdraw':
        this.model.get(one.producer)?.delete(one.subject);
        await this.store.withdraw(this.#place(one.producer), {
          generation: this.#generation,
          items: [aliasesOf(one.subject, this.#generation)],
        });
        return;
      case 'leave':
        assert.equal(await this.store.leave(this.#place(one.producer), at), this.model.delete(one.producer));
        return;
      case 'join':
        await this.store.join(this.#place(one.producer), at);
        if (!this.model.has(one.producer)) this.model.set(one.producer, new Map());
        return;
      case 'new-key':
        this.#generation += 1;
        await this.store.addGeneration({ number: this.#generation, proof: 'ny' }, at);
        return;
      case 'rekey':
        await this.store.rekey(2, wrap);
        return;
      case 'sweep':
        await this.store.sweep(2);
    }
  }

  #place(of: number) {
    return { area: this.#area, producer: producers[of] ?? '' };
  }

  #keyed(of: readonly [number, number, number][]) {
    const items = of.map(([n, from, length]) => pointer(n, at + from, at + from + length, this.#generation));
    return { generation: this.#generation, items };
  }

  #widen(held: Map<number, Span>, of: readonly [number, number, number][]): void {
    for (const [n, from, length] of of) {
      const span = { firstChange: at + from, lastChange: at + from + length };
      held.set(n, widened(held.get(n) ?? span, span));
    }
  }

  async #announce(of: number, items: readonly [number, number, number][]): Promise<void> {
    const held = this.model.get(of);
    const outcome = await this.store.announce(this.#place(of), this.#keyed(items));
    assert.equal(typeof outcome, held === undefined ? 'string' : 'number');
    if (held !== undefined) this.#widen(held, items);
  }

  async #list(of: number, items: readonly [number, number, number][]): Promise<void> {
    if (!this.model.has(of)) return;
    this.#lists += 1;
    const id = `${this.#area}_${this.#lists}`;
    await this.store.beginList(this.#place(of), id, at);
    await this.store.addToList(this.#place(of), id, this.#keyed(items));
    const held = new Map<number, Span>();
    this.#widen(held, items);
    const report = await this.store.finishList(this.#place(of), id, held.size, at);
    assert.ok(typeof report === 'object' && 'id' in report);
    this.model.set(of, held);
  }

  async equal(): Promise<void> {
    for (const n of subjects) {
      const { rows } = await this.store.held(this.#area, aliasesOf(n, this.#generation));
      const found = rows.filter(({ lastChange }) => lastChange !== undefined);
      const expected = producers.flatMap((name, of) => {
        const span = this.model.get(of)?.get(n);
        return span === undefined ? [] : [{ producer: name, ...span }];
      });
      assert.deepEqual(sorted(found), sorted(expected));
    }
  }
}

function sorted<Row extends { readonly producer: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => a.producer.localeCompare(b.producer));
}

/** Announcing, withdrawing, listing, leaving, coming back and changing keys in any order equal the model. */
export function orderSuite(fresh: () => Promise<IndexStore>, runs: number): void {
  it('is what the model says after any order of steps', async () => {
    const store = await fresh();
    const resolver = { kind: 'https', url: 'https://a.example/' } as const;
    let areas = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        areas += 1;
        const id = `area-${areas}`;
        await store.saveArea({ id, names: { sv: 'Område', en: 'Area' }, resolver });
        const walk = new Walk(store, id, (await store.generations()).length);
        await walk.take({ do: 'join', producer: 0 });
        for (const one of steps) await walk.take(one);
        await walk.equal();
      }),
      { numRuns: runs },
    );
  });
}
