import assert from 'node:assert/strict';
import { Agent } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { type Connector, evidenceProblem, type Installation, install, recorded } from './installation.ts';

const rounds = 6;
const clients = 8;
/** Acknowledged exchanges, of which some met a kill. */
const fewest = 150;
/** A connector is back in service after a kill within this long, milliseconds (median of the rounds). */
const backWithinMs = 2_000;

describe('kill -9 of a connector under load', { timeout: 240_000 }, () => {
  let place: Installation;
  before(async () => {
    place = await install();
  });
  after(() => place.close());

  for (const side of ['consumer', 'provider'] as const) {
    it(`of the ${side}: every acknowledged exchange is on record with both, and verifies`, async (t) => {
      const load = new Load(place);
      const took: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await pause(150 + 70 * round);
        await place[side].program.end('SIGKILL');
        took.push(await place[side].program.start());
      }
      await load.acknowledges(fewest);
      const acknowledged = await load.end();
      await onRecord(place.consumer, acknowledged);
      await onRecord(place.provider, acknowledged);
      for (const one of [place.consumer, place.provider]) {
        const verified = JSON.parse((await one.admin('POST', '/log/verify')).text);
        assert.equal(verified.ok, true, JSON.stringify(verified));
        assert.equal(verified.unreadableRecords, 0);
      }
      const few = acknowledged.filter((_id, at) => at % Math.ceil(acknowledged.length / 4) === 0);
      for (const id of few) {
        for (const one of [place.consumer, place.provider])
          assert.equal(await evidenceProblem(one, id, place.anchorThumbprint), undefined);
      }
      t.diagnostic(
        `${acknowledged.length} acknowledged; back in service after ${took.map(Math.round).join(', ')} ms`,
      );
      const median = took.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0;
      assert.ok(median <= backWithinMs, `the ${side} is back after ${Math.round(median)} ms`);
    });
  }
});

async function onRecord(connector: Connector, ids: readonly string[]): Promise<void> {
  const there = await recorded(connector);
  const missing = ids.filter((id) => there.get(id)?.outcome !== 'answered' || there.get(id)?.status !== 200);
  assert.deepEqual(
    missing,
    [],
    `${missing.length} of ${ids.length} acknowledged exchanges are not on record`,
  );
}

/** Clients that ask again and again, and remember what was acknowledged to them. */
class Load {
  readonly #acknowledged: string[] = [];
  readonly #loops: Promise<void>[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: clients });
  #going = true;

  constructor(place: Installation) {
    this.#loops = Array.from({ length: clients }, async () => {
      while (this.#going) {
        const answer = await place.ask(this.#agent);
        if (answer.status === 200) this.#acknowledged.push(String(answer.headers['ena-exchange-id']));
        else await pause(100);
      }
    });
  }

  /** Waits until so many have been, those of before and one more at least. */
  async acknowledges(count: number): Promise<void> {
    const wanted = Math.max(count, this.#acknowledged.length + 1);
    while (this.#acknowledged.length < wanted) await pause(50);
  }

  async end(): Promise<string[]> {
    this.#going = false;
    await Promise.all(this.#loops);
    this.#agent.destroy();
    return this.#acknowledged;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
