// The producers that the forwarding service asks: a hub of its own in a process of its own, and one that never answers.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LoadEvent } from '../../rooms/blocks/mina-arenden/wire/own/load-event.ts';
import { clientId, type ProducersOrder, type ProducersReady, people, prefixOf } from './forwarding-shape.ts';
import { loadEvent } from './shape.ts';
import { startHub } from './started-hub.ts';

process.once('message', async (order: ProducersOrder) => {
  const hub = await startHub(order.database);
  const hung = createServer(() => {}).listen(0, '127.0.0.1');
  for (let producer = 0; producer < order.producers; producer++) await fill(hub, order, producer);
  const clientSecret = await hub.client(clientId, 'cases:ask');
  const hungUrl = `http://127.0.0.1:${(hung.address() as AddressInfo).port}`;
  process.send?.({ url: hub.url, hungUrl, clientSecret } satisfies ProducersReady);
  process.once('disconnect', async () => {
    await hub.stop();
    process.exit(0);
  });
});

async function fill(hub: Awaited<ReturnType<typeof startHub>>, order: ProducersOrder, producer: number) {
  const prefix = prefixOf(producer);
  const registered = {
    id: prefix.toLowerCase(),
    prefix,
    name: `Producent ${prefix}`,
    organisation: '2120000829',
  };
  const { loadKey } = await hub.asOperator('POST', '/cases/v1/producers', registered);
  const all = Array.from({ length: order.people * order.events }, (_, i) => i);
  for (let from = 0; from < all.length; from += 1000) {
    const events = all.slice(from, from + 1000).map((i) => eventOf(i, prefix, order));
    const answer = await fetch(`${hub.url}/cases/v1/producers/${registered.id}/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${loadKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    if (answer.status !== 201) throw new Error(await answer.text());
  }
}

function eventOf(i: number, prefix: string, { events }: ProducersOrder): LoadEvent {
  const event = loadEvent(i);
  const { number: identifierare } = people.subject(Math.floor(i / events));
  return {
    ...event,
    kundhandelseTyp: event.kundhandelseTyp.replace('BENCH', prefix),
    part: { kund: { identifierare, typ: 'Personnummer' } },
  };
}
