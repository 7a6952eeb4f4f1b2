import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { EventBus } from '@ena/kernel/events/event.ts';
import type { Room } from '@ena/kernel/room.ts';
import { Type } from 'typebox';
import { type IndexOffer, indexingId } from '../index.ts';
import { asker, indexingHub, municipality, other, taxAgency, tolvan } from './indexing-hub.ts';

const area = 'customer-events';
const at = Date.parse('2026-02-01T12:00:00Z');

/** A room that uses the index as any other may. */
function neighbour(): { readonly room: Room; offer(): IndexOffer; events(): EventBus } {
  let offer: IndexOffer | undefined;
  let events: EventBus | undefined;
  const room: Room = {
    id: 'blocks/neighbour',
    names: { sv: 'Granne', en: 'Neighbour' },
    contracts: [],
    needs: [indexingId],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      offer = context.room<IndexOffer>(indexingId);
      events = context.events;
      return { routes: [] };
    },
  };
  const must = <Value>(value: Value | undefined): Value => {
    assert.ok(value);
    return value;
  };
  return { room, offer: () => must(offer), events: () => must(events) };
}

async function eventually(check: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 200; i++) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail('it did not happen');
}

describe('other rooms', () => {
  it('announce for a producer, ask with a purpose of the configuration, and hear whom to ask', async () => {
    const { room, offer } = neighbour();
    await indexingHub([room]);
    const span = { firstChange: at, lastChange: at };
    const place = { area, producer: taxAgency };
    const subject = { kind: 'person', number: tolvan.number } as const;
    assert.deepEqual(await offer().announce(place, [{ subject, ...span }]), { kind: 'announced', count: 1 });
    assert.deepEqual(await offer().announce({ ...place, producer: asker }, [{ subject, ...span }]), {
      kind: 'no-producer',
    });
    const question = { area, purpose: 'case-overview', subject, requestId: 'å' };
    const answer = await offer().lookup({ ...question, room: 'blocks/mina-arenden' });
    assert.equal(answer.kind, 'found');
    assert.ok(answer.kind === 'found');
    assert.deepEqual(answer.named, [{ producer: taxAgency, ...span }]);
    assert.deepEqual(answer.others, [municipality]);
    assert.equal(answer.ask[0], taxAgency);
    assert.deepEqual(await offer().lookup({ ...question, room: room.id }), { kind: 'not-granted' });
    assert.deepEqual(
      await offer().lookup({ ...question, purpose: 'curiosity', room: 'blocks/mina-arenden' }),
      { kind: 'not-granted' },
    );
  });

  it('put a producer that they act for into the area, take pointers away, and take it out with all', async () => {
    const { room, offer } = neighbour();
    const hub = await indexingHub([room]);
    const place = { area, producer: '2021002114' };
    const subject = { kind: 'person', number: tolvan.number } as const;
    const named = async () =>
      (await hub.lookUp(tolvan)).json.producers.map(({ producer }: { producer: string }) => producer);
    assert.equal(await offer().join(place), 'joined');
    assert.equal(await offer().join(place), 'already');
    assert.equal(await offer().join({ ...place, producer: '2021002115' }), 'not-an-organisation');
    assert.equal(await offer().join({ ...place, area: 'elsewhere' }), 'unknown-area');
    await offer().announce(place, [{ subject, firstChange: at, lastChange: at }]);
    assert.deepEqual(await named(), [place.producer]);
    assert.deepEqual(await offer().withdraw(place, [subject]), { kind: 'withdrawn', count: 1 });
    assert.deepEqual(await named(), []);
    await offer().announce(place, [{ subject, firstChange: at, lastChange: at }]);
    assert.equal(await offer().leave(place), true);
    assert.deepEqual(await named(), []);
    assert.equal(await offer().leave(place), false);
    assert.deepEqual(await offer().withdraw(place, [subject]), { kind: 'no-producer' });
  });

  it('tell of changes by events that carry no number', async () => {
    const { room, offer, events } = neighbour();
    const hub = await indexingHub([room]);
    const tell = (number: string, producer = taxAgency) => {
      const time = new Date(at).toISOString();
      const subject = offer().reference(area, { kind: 'person', number });
      assert.equal(subject.includes(number), false);
      const change = { area, producer, subject, firstChange: time, lastChange: time };
      events().publish('indexing.change.announced', change);
    };
    tell(tolvan.number);
    tell(other.number);
    tell(tolvan.number, asker);
    tell(tolvan.number, municipality);
    await eventually(async () => (await hub.lookUp(tolvan)).json.producers.length === 2);
    await eventually(async () => (await hub.lookUp(other)).json.producers.length === 1);
  });
});
