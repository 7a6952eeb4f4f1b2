// Mina ärenden, a person's page of cases, from started programs: `node bench/cases-page.ts [--producers 20] [--events 10] [--rounds 40]`.
// Every producer is elsewhere and holds its answer until all have been asked; what is measured begins when the answers
// are sent, and ends when the first cases have reached the reader. Everything that is printed is of this one run.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { HeldProducers } from './cases-page/held-producers.ts';
import { type HubProgram, startHubProgram } from './cases-page/hub-program.ts';
import { Reader } from './cases-page/reader.ts';

const { values: options } = parseArgs({
  options: {
    producers: { type: 'string', default: '20' },
    events: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '40' },
  },
});
const [count, events, rounds] = [Number(options.producers), Number(options.events), Number(options.rounds)];
const must = { firstMs: 300, newsMs: 2000 };
/** One of the test numbers that the simulated log-in offers. */
const person = '198301062397';
const ids = Array.from({ length: count }, (_, i) => `p${String.fromCharCode(97 + i)}`);
const slow = ids.at(-1) ?? '';

async function registerAll(hub: HubProgram, url: string): Promise<void> {
  for (const id of ids)
    await hub.asOperator('POST', '/cases/v1/producers', {
      ...{ id, prefix: id.toUpperCase(), name: `Producent ${id.toUpperCase()}`, organisation: '2120000829' },
      reach: {
        ...{ kind: 'https', url: `${url}/${id}`, tokenEndpoint: `${url}/token` },
        ...{ clientId: 'ena', clientSecret: 'hemlig' },
      },
    });
}

/** From the answers to the first cases on the page, in milliseconds; `but` answers when those are there. */
async function firstContent(reader: Reader, producers: HeldProducers, but?: string): Promise<number> {
  let [from, to] = [0, 0];
  const released = producers.asked(count).then(() => {
    from = performance.now();
    producers.release(but);
  });
  const page = await reader.read('/arenden', (sofar) => {
    if (to > 0 || !sofar.includes('<li class="case">')) return;
    to = performance.now();
    producers.release();
  });
  await released;
  const late = page.match(/<section class="late">/g)?.length ?? 0;
  if (!page.includes(`Alla ${count} har svarat`) || late < (but === undefined ? 0 : 1))
    throw new Error(`the page is another one: ${page.replaceAll(/<[^>]+>/g, ' ')}`);
  return to - from;
}

/** From the answer to a load until the reader has it on a page that she asks for then. */
async function news(hub: HubProgram, reader: Reader, producers: HeldProducers, key: string): Promise<number> {
  const rubrik = `Nyhet ${performance.now()}`;
  const answer = await fetch(`${hub.url}/cases/v1/producers/nyheter/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      {
        kundhandelseId: rubrik.replaceAll(/\W/g, '-'),
        part: { kund: { identifierare: person, typ: 'Personnummer' } },
        rubrik,
        beskrivning: 'Något har hänt.',
        tidpunkt: new Date().toISOString(),
        kundhandelseTyp: 'NYHETER.BYGGLOV.BESLUT',
        producentarendetKraverKundatgard: false,
        producentarendetKlart: false,
      },
    ]),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
  const from = performance.now();
  let to = 0;
  void producers.asked(count).then(() => producers.release());
  await reader.read('/arenden', (sofar) => {
    if (to === 0 && sofar.includes(rubrik)) to = performance.now();
  });
  if (to === 0) throw new Error('what was loaded is not on the page');
  return to - from;
}

async function measure(name: string, mustMs: number, once: () => Promise<number>): Promise<string> {
  await once(); // compiled code, tokens and pooled connections
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) took.push(await once());
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  console.log(
    `${name.padEnd(58)} p50 ${at(0.5).toFixed(0)} ms   p95 ${at(0.95).toFixed(0)} ms   (${rounds})`,
  );
  return `p95 ÷ must (${mustMs} ms): ${name} ${(at(0.95) / mustMs).toFixed(2)}`;
}

const hub = await startHubProgram();
try {
  const producers = await HeldProducers.start(events);
  await registerAll(hub, producers.url);
  const reader = new Reader(hub.url);
  await reader.logIn(person);
  console.log(
    `${count} producers with ${events} events each, ${cpus().length} cores, Node ${process.version}`,
  );
  await measure('a page of the portal that asks nobody, for comparison', must.firstMs, async () => {
    const from = performance.now();
    await reader.read('/tillganglighet', () => undefined);
    return performance.now() - from;
  });
  const ratios = [
    await measure('answers sent to first cases, all at once', must.firstMs, () =>
      firstContent(reader, producers),
    ),
    await measure('the same, one of them slower than the rest', must.firstMs, () =>
      firstContent(reader, producers, slow),
    ),
  ];
  const { loadKey = '' } = await hub.asOperator('POST', '/cases/v1/producers', {
    ...{ id: 'nyheter', prefix: 'NYHETER', name: 'Nyhetskommunen', organisation: '2120009994' },
  });
  ratios.push(
    await measure('an event loaded to being on the page', must.newsMs, () =>
      news(hub, reader, producers, loadKey),
    ),
  );
  console.log(ratios.join('\n'));
} finally {
  await hub.stop();
}
