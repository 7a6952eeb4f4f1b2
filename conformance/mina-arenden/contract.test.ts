// Mina ärenden in the sandbox, fed with the example events of the reference implementation. Needs ../shared/contracts.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type SandboxHub, startSandboxHub } from './sandbox-hub.ts';

interface Event {
  readonly kundhandelseId: string;
  readonly part: { readonly kund?: object; readonly arende?: object };
  readonly tidpunkt: string;
  readonly taggar?: readonly string[];
}

interface Seed {
  readonly producenter: readonly {
    readonly municipalityId: string;
    readonly namn: string;
    readonly prefix: string;
  }[];
  readonly events: readonly { readonly municipalityId: string; readonly event: Event }[];
}

const seed = JSON.parse(
  readFileSync(new URL('../../../shared/contracts/mina-arenden/seed-events.json', import.meta.url), 'utf8'),
) as Seed;

let hub: SandboxHub;
let asker: string;
before(async () => {
  hub = await startSandboxHub();
  asker = await hub.token(['cases:ask']);
});
after(() => hub.stop());

// biome-ignore lint/suspicious/noExplicitAny: tests read what the wire carries
async function post(url: string, token: string, body: unknown): Promise<{ status: number; json: any }> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      skv_client_correlation_id: '5f0c3a0e-0000-4000-8000-000000000000',
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, json: await answer.json() };
}

const idOf = (prefix: string) => prefix.toLowerCase();
const eventsOf = (municipalityId: string) =>
  seed.events.filter((one) => one.municipalityId === municipalityId).map(({ event }) => event);

test('the example events are loaded as they stand', async () => {
  for (const { municipalityId, namn, prefix } of seed.producenter) {
    const wanted = { id: idOf(prefix), prefix, name: namn, organisation: '2120000829' };
    const made = await post(`${hub.url}/cases/v1/producers`, hub.operatorToken, wanted);
    assert.equal(made.status, 201, JSON.stringify(made.json));
    const events = eventsOf(municipalityId);
    const loaded = await post(made.json.loadUrl, made.json.loadKey, events);
    assert.deepEqual([loaded.status, loaded.json.antal], [201, events.length], JSON.stringify(loaded.json));
  }
});

test('each is in the answer about its customer and about its case, as it was loaded', async () => {
  for (const { municipalityId, prefix } of seed.producenter) {
    for (const { part, taggar, ...event } of eventsOf(municipalityId)) {
      const { kund, arende } = part;
      const parter = [part, ...(kund ? [{ kund }] : []), ...(arende ? [{ arende }] : [])];
      const url = `${hub.url}/mina-arenden/v1/producers/${idOf(prefix)}/kundhandelseFragaSynkron`;
      const fraga = { parter, ...(taggar?.length && { taggar }) };
      const { status, json } = await post(url, asker, { fraga, anvandare: '199009090000' });
      assert.equal(status, 200, JSON.stringify(json));
      for (const { kundhandelserForPart } of json.kundhandelser) {
        const found = kundhandelserForPart.find(
          ({ kundhandelseId }: Event) => kundhandelseId === event.kundhandelseId,
        );
        const { tidpunkt, ...rest } = found;
        const { tidpunkt: given, ...expected } = event;
        assert.deepEqual(rest, expected);
        assert.equal(Date.parse(tidpunkt), Date.parse(given));
      }
    }
  }
});
