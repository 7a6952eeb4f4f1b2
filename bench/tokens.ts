import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { signJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { Pool } from 'undici';

/*
 * npm run bench:tokens [-- --seconds 5 --rounds 3 --concurrency 64 --database postgres://…]
 *
 * Machine tokens per second: client_credentials, private_key_jwt by ES256 with a new assertion each time, a JWT
 * access token by ES256 in return. The same load, made of the same number of assertions signed beforehand, goes to
 * our authorization server and to oidc-provider, each alone in a process of its own, in turn, `rounds` times. A line
 * shows the middle round of a server, a ratio is the middle one of those within the rounds. Ours writes an audit row
 * and a row against replay for each token to its database before it answers; the database is the embedded one unless
 * --database is given. oidc-provider comes three times: as it is when nobody says otherwise (RS256, its own memory
 * adapter, which its authors warn against), by our algorithm with that adapter, and by our algorithm with what it must
 * remember in the same kind of database; it writes no trail. The third is the comparison of like with like: a restart
 * lets no assertion in twice. The last line is the floor: what verifying the assertion and signing the token cost on
 * this machine, and nothing else.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '64' },
    database: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const concurrency = Number(values.concurrency);

interface Target {
  readonly url: string;
  readonly tokenPath: string;
  readonly audience: string;
  readonly form: Readonly<Record<string, string>>;
}

interface Measured {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuUs: number;
  readonly memoryMb: number;
}

const key = generateEs256Key();
const clientId = 'bench-client';

/** A server in a process of its own, which tells where it is, and what it has used when asked. */
async function started(program: string, ...args: string[]): Promise<{ child: ChildProcess; target: Target }> {
  const child = fork(new URL(`./tokens/${program}.ts`, import.meta.url), args, { silent: true });
  child.send({ clientId, jwk: key.publicJwk, database: values.database });
  const target = await next<Target>(child);
  return { child, target };
}

function next<Message>(child: ChildProcess): Promise<Message> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code) => reject(new Error(`a server ended with ${code}`)));
  });
}

function assertion(audience: string, number: number, by: SigningKey): string {
  const iat = Math.floor(systemClock.now() / 1000);
  const jti = `${process.pid}-${iat}-${number}-0123456789abcdef`;
  return signJwtDirect('JWT', { iss: clientId, sub: clientId, aud: audience, jti, iat, exp: iat + 280 }, by);
}

let made = 0;

function bodies(target: Target, count: number): string[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const proof = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(target.audience, made, key),
    };
    return new URLSearchParams({ grant_type: 'client_credentials', ...target.form, ...proof }).toString();
  });
}

/** Sends until the time or the prepared calls are used up; throws on the first call that gives no token. */
async function load(target: Target, calls: readonly string[], ms: number): Promise<number[]> {
  const pool = new Pool(target.url, { connections: concurrency });
  const times: number[] = [];
  let index = 0;
  const start = performance.now();
  const caller = async () => {
    while (performance.now() - start < ms && index < calls.length) {
      const body = calls[index] ?? '';
      index += 1;
      const at = performance.now();
      const answer = await pool.request({
        method: 'POST',
        path: target.tokenPath,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${text}`);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  await pool.close();
  return times;
}

async function measured(program: string, ...args: string[]): Promise<Measured> {
  const { child, target } = await started(program, ...args);
  const warm = await timed(target, bodies(target, 3000), 2000);
  const enough = Math.ceil(warm.perSecond * seconds * 1.6) + concurrency;
  const calls = bodies(target, enough);
  child.send('usage');
  const before = await next<{ cpuUs: number; memoryMb: number }>(child);
  const run = await timed(target, calls, seconds * 1000);
  child.send('usage');
  const after = await next<{ cpuUs: number; memoryMb: number }>(child);
  child.removeAllListeners('exit');
  child.kill();
  return { ...run, cpuUs: (after.cpuUs - before.cpuUs) / run.count, memoryMb: after.memoryMb };
}

async function timed(target: Target, calls: readonly string[], ms: number) {
  const start = performance.now();
  const times = await load(target, calls, ms);
  const elapsed = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? 0;
  return { count: times.length, perSecond: (times.length / elapsed) * 1000, p50: at(0.5), p99: at(0.99) };
}

function middle<Thing>(things: readonly Thing[], size: (thing: Thing) => number): Thing {
  const one = things.toSorted((a, b) => size(a) - size(b))[Math.floor((things.length - 1) / 2)];
  if (one === undefined) throw new Error('nothing was measured');
  return one;
}

/** Microseconds of the two signatures that each token needs. */
function floor(): number {
  const audience = 'https://hub.example';
  const keys = readKeySet({ keys: [key.publicJwk] });
  const start = performance.now();
  const times = 2000;
  for (let i = 0; i < times; i += 1) {
    const token = assertion(audience, i, key);
    const now = systemClock.now();
    if (!verifyJwtDirect(token, { typ: ['JWT'], algorithms: ['ES256'], keys, now }).ok)
      throw new Error('refused');
  }
  return ((performance.now() - start) / times) * 1000;
}

function line(name: string, { perSecond, p50, p99, cpuUs, memoryMb }: Measured): string {
  const numbers = `${perSecond.toFixed(0).padStart(6)} tokens/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
  return `${name.padEnd(18)}${numbers}   ${cpuUs.toFixed(0)} µs CPU each   ${memoryMb.toFixed(0)} MB`;
}

interface Round {
  readonly ours: Measured;
  readonly byDefault: Measured;
  readonly memory: Measured;
  readonly durable: Measured;
}

const rounds: Round[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  rounds.push({
    byDefault: await measured('oidc-provider', 'default'),
    memory: await measured('oidc-provider', 'memory'),
    durable: await measured('oidc-provider', 'durable'),
    ours: await measured('ours'),
  });
}

function row(name: string, which: keyof Round): string {
  const shown = line(
    name,
    middle(
      rounds.map((one) => one[which]),
      ({ perSecond }) => perSecond,
    ),
  );
  if (which === 'ours') return shown;
  const ratio = (of: (one: Round) => number) => middle(rounds.map(of), (one) => one).toFixed(1);
  const tokens = ratio((one) => one.ours.perSecond / one[which].perSecond);
  return `${shown}   ours: ${tokens} × the tokens, CPU ÷ ${ratio((one) => one[which].cpuUs / one.ours.cpuUs)}`;
}

const store = values.database === undefined ? 'the embedded database' : 'PostgreSQL';
console.log(
  `${cpus().length} processors, ${concurrency} callers, ${rounds.length} × ${seconds} s, ${store}; target 4 ×`,
);
console.log(row('ours, durable', 'ours'));
console.log(row('oidc-p., durable', 'durable'));
console.log(row('oidc-p., default', 'byDefault'));
console.log(row('oidc-p., memory', 'memory'));
console.log(`${'signatures alone'.padEnd(18)}${floor().toFixed(0)} µs for each token on one processor`);
