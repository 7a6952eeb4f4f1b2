import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { freePort } from '@ena/testkit/ports.ts';
import { Pool } from 'undici';
import { cpuMicroseconds } from './exchange/processes.ts';

/*
 * npm run bench:federation [-- --seconds 5 --entities 500 --intermediates 10 --concurrency 16]
 *
 * A federation of two levels: the hub (one process, embedded database) is anchor and resolver; the intermediates and
 * the entities beneath them are another process that serves their statements over HTTPS; this process asks.
 * "Uncached" is the first question about each entity: its configuration and its superior's word are then fetched, over
 * kept connections, the chain is verified, the policies and marks applied and the answer signed. Beside ours stand our
 * own targets, and what Sweden Connect's service publishes for a federation of the same size; that is of another
 * machine, and of 10,000 questions at a time: compare the order of size.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    entities: { type: 'string', default: '500' },
    intermediates: { type: 'string', default: '10' },
    concurrency: { type: 'string', default: '16' },
  },
});
const seconds = Number(values.seconds);
const concurrency = Number(values.concurrency);
const anchor = 'https://hub.sandbox.localhost';
const folder = mkdtempSync(join(tmpdir(), 'ena-bench-federation-'));
const certificate = join(folder, 'outside.pem');
const children: ChildProcess[] = [];

function start(file: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(env && { env }),
  });
  children.push(child);
  return child;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('it stopped before it said a word')));
  });
}

interface Outside {
  readonly intermediates: readonly { readonly entityId: string; readonly jwk: object }[];
  readonly leaves: readonly string[];
}

const outsideProgram = start('federation/outside.ts', [
  values.entities,
  values.intermediates,
  anchor,
  certificate,
]);
const outside: Outside = JSON.parse(await firstLine(outsideProgram));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const hub = start(
  '../apps/hub/main.ts',
  [
    ...['--data', join(folder, 'hub'), '--port', String(port), '--rooms', 'blocks/trust-framework'],
    ...['--sandbox', '--log-level', 'error', '--exit-with-parent'],
  ],
  { NODE_EXTRA_CA_CERTS: certificate },
);
const pool = new Pool(url, { connections: concurrency, pipelining: 1 });

async function ask(path: string): Promise<number> {
  const answer = await pool.request({ path, method: 'GET' });
  await answer.body.arrayBuffer();
  return answer.statusCode;
}

async function untilReady(): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const isUp = await ask('/.well-known/openid-federation').then(
      (status) => status === 200,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the hub did not start');
}

async function register(): Promise<void> {
  const token = readFileSync(join(folder, 'hub', 'operator-token'), 'utf8').trim();
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  for (const { entityId, jwk } of outside.intermediates) {
    const body = JSON.stringify({
      entityId,
      name: 'Region Åäö',
      jwks: { keys: [jwk] },
      intermediate: true,
    });
    const answer = await pool.request({ path: '/trust-framework/v1/members', method: 'POST', headers, body });
    const text = await answer.body.text();
    if (answer.statusCode !== 201) throw new Error(`not registered: ${text}`);
  }
}

const resolveOf = (entityId: string) =>
  `/federation/resolve?sub=${encodeURIComponent(entityId)}&trust_anchor=${encodeURIComponent(anchor)}`;

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
  /** Microseconds of the hub for each answer; they say more than the rate where other programs run too. */
  readonly cpu: number;
}

/** Microseconds that the hub has had; only Linux tells them. */
const hubCpu = () => (process.platform === 'linux' ? cpuMicroseconds([hub.pid ?? 0]) : Number.NaN);

/** `paths` once, or round and round for `seconds`; a single answer that is not 200 ends the bench. */
async function measure(paths: readonly string[], once: boolean): Promise<Measured> {
  const times: number[] = [];
  let next = 0;
  const cpuBefore = hubCpu();
  const begin = performance.now();
  const caller = async () => {
    while (once ? next < paths.length : performance.now() - begin < seconds * 1000) {
      const path = paths[next % paths.length] ?? '';
      next += 1;
      const at = performance.now();
      const status = await ask(path);
      if (status !== 200) throw new Error(`${path} was answered ${status}`);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const perSecond = (times.length / (performance.now() - begin)) * 1000;
  const cpu = (hubCpu() - cpuBefore) / times.length;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { perSecond, p50: at(0.5), p99: at(0.99), count: times.length, cpu };
}

/**
 * Requests a second in the release notes of openid-federation-services 0.10.4, for a federation of 500 nodes; of the
 * two figures of an endpoint whose answers can be kept the one with a cache. The later 0.10.8 has a smaller test.
 */
const published = {
  'resolve, uncached': 209,
  'resolve, cached': 2717,
  'entity configuration': 2646,
  fetch: 3077,
} as const;

const targets: Partial<Record<keyof typeof published, number>> = {
  'resolve, uncached': 200,
  'resolve, cached': 2400,
};

function tell(what: keyof typeof published, { perSecond, p50, p99, count, cpu }: Measured): void {
  const theirs = published[what];
  const target = targets[what];
  const parts = [
    `${what}: ${perSecond.toFixed(0)}/s (p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${count} answers, ${cpu.toFixed(0)} µs of CPU each)`,
    ...(target === undefined ? [] : [`target ≥ ${target}/s: ${perSecond >= target ? 'met' : 'missed'}`]),
    `Sweden Connect publishes ${theirs}/s for 500 nodes: ${(perSecond / theirs).toFixed(2)} ×`,
  ];
  console.log(parts.join('; '));
}

try {
  await untilReady();
  await register();
  console.log(
    `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, Node ${process.version}, ${values.entities} entities in two levels, ${concurrency} at a time, ${seconds} s each`,
  );
  const resolves = outside.leaves.map(resolveOf);
  tell('resolve, uncached', await measure(resolves, true));
  await measure(resolves, true);
  tell('resolve, cached', await measure(resolves, false));
  tell('entity configuration', await measure(['/.well-known/openid-federation'], false));
  const fetches = outside.intermediates.map(
    ({ entityId }) => `/federation/fetch?sub=${encodeURIComponent(entityId)}`,
  );
  tell('fetch', await measure(fetches, false));
} finally {
  await pool.close();
  for (const child of children) child.kill();
  rmSync(folder, { recursive: true, force: true });
}
