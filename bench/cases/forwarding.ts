import { fork } from 'node:child_process';
import { clientId, type ProducersOrder, type ProducersReady, people, prefixOf } from './forwarding-shape.ts';
import { type StartedHub, startHub } from './started-hub.ts';

export interface ForwardingShape {
  readonly producers: number;
  readonly people: number;
  readonly events: number;
  readonly seconds: number;
}

export interface Forwarded {
  readonly p50: number;
  readonly p95: number;
  readonly asked: number;
}

export interface ForwardingMeasured {
  /** All alive: one question at a time, and four at once. */
  readonly alone: Forwarded;
  readonly four: Forwarded;
  /** One hangs: each answer was 206. */
  readonly hung: Forwarded;
}

/** Producers in a process of their own, each asked over HTTP with a token, as one is that is elsewhere. */
export async function measureForwarding(
  database: string | undefined,
  shape: ForwardingShape,
): Promise<ForwardingMeasured> {
  const child = fork(new URL('./producers.ts', import.meta.url));
  const hub = await startHub(database);
  try {
    const ready = await new Promise<ProducersReady>((resolve, reject) => {
      child.once('message', (message) => resolve(message as ProducersReady));
      child.once('exit', (code) => reject(new Error(`the producers ended with ${code}`)));
      child.send({ ...shape, database } satisfies ProducersOrder);
    });
    for (let producer = 0; producer < shape.producers; producer++) await register(hub, ready, producer);
    const token = await forwarderToken(hub);
    const asking = { hub, token, shape };
    await rounds(asking, 200, 4, shape.seconds); // compiled code and pooled connections, as in a service that has run a while
    const alone = await rounds(asking, 200, 1, shape.seconds);
    const four = await rounds(asking, 200, 4, shape.seconds);
    await hang(hub, ready, shape.producers - 1);
    return { alone, four, hung: await rounds(asking, 206, 1, Math.max(10, shape.seconds)) };
  } finally {
    child.disconnect();
    await hub.stop();
  }
}

function reachOf({ url, clientSecret }: ProducersReady, base: string) {
  const tokenEndpoint = `${url}/oauth2/token`;
  return { kind: 'https', url: base, tokenEndpoint, clientId, clientSecret };
}

function register(hub: StartedHub, ready: ProducersReady, producer: number) {
  const prefix = prefixOf(producer);
  const id = prefix.toLowerCase();
  const reach = reachOf(ready, `${ready.url}/mina-arenden/v1/producers/${id}`);
  return hub.asOperator('POST', '/cases/v1/producers', {
    ...{ id, prefix, name: `Producent ${prefix}`, organisation: '2120000829', reach },
  });
}

function hang(hub: StartedHub, ready: ProducersReady, producer: number) {
  const id = prefixOf(producer).toLowerCase();
  return hub.asOperator('PUT', `/cases/v1/producers/${id}/reach`, reachOf(ready, ready.hungUrl));
}

async function forwarderToken(hub: StartedHub): Promise<string> {
  const secret = await hub.client('portal', 'cases:forward');
  const answer = await fetch(`${hub.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: 'portal',
      client_secret: secret,
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

interface Asking {
  readonly hub: StartedHub;
  readonly token: string;
  readonly shape: ForwardingShape;
}

async function rounds(asking: Asking, status: number, atOnce: number, seconds: number): Promise<Forwarded> {
  const took: number[] = [];
  const until = performance.now() + seconds * 1000;
  let turn = 0;
  const worker = async () => {
    while (performance.now() < until) {
      const from = performance.now();
      turn += 1;
      await askOne(asking, turn * 7919, status);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor(took.length * part)] ?? 0;
  return { p50: at(0.5), p95: at(0.95), asked: took.length };
}

async function askOne({ hub, token, shape }: Asking, turn: number, status: number): Promise<void> {
  const { number } = people.subject(turn % shape.people);
  const parter = [{ kund: { identifierare: number, typ: 'Personnummer' } }];
  const answer = await fetch(`${hub.url}/mina-arenden/v1/kundhandelseFragaSynkron`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      skv_client_correlation_id: `bench-${turn}`,
    },
    body: JSON.stringify({ fraga: { parter }, anvandare: number }),
  });
  const told = (await answer.json()) as { kundhandelser?: { totaltAntalKundhandelser: number }[] };
  const answered = shape.producers - (status === 206 ? 1 : 0);
  const total = told.kundhandelser?.[0]?.totaltAntalKundhandelser;
  if (answer.status !== status || total !== answered * shape.events)
    throw new Error(`answered ${answer.status} with ${total} events, awaited ${status}`);
}
