import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { signJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { Pool } from 'undici';

/*
 * npm run bench:tokens [-- --seconds 5 --concurrency 64 --database postgres://…]
 *
 * Machine tokens per second: client_credentials, private_key_jwt by ES256 with a new assertion each time, a JWT
 * access token by ES256 in return. The same load, made of the same number of assertions signed beforehand, goes to
 * our authorization server and to oidc-provider, each alone in a process of its own, in turn, twice; the better
 * round of each counts. Ours writes an audit row and a row against replay for each token to its database, which is
 * the embedded one unless --database is given. oidc-provider comes three times: as it is when nobody says otherwise (RS256, its
 * own memory adapter, which its authors warn against), by our algorithm with that adapter, and by our algorithm with
 * what it must remember in the same kind of database; it writes no trail. The last
 * line is the floor: what verifying the assertion and signing the token cost on this machine, and nothing else.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
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

async function better(before: Measured | undefined, program: string, ...args: string[]): Promise<Measured> {
  const now = await measured(program, ...args);
  return before !== undefined && before.perSecond > now.perSecond ? before : now;
}

/** Microseconds of the two signatures that each token needs. */
function floor(): number {
  const audience = 'https://hub.example';
  const keys = readKeySet({ keys: [key.publicJwk] });
  const start = performance.now();
  const rounds = 2000;
  for (let i = 0; i < rounds; i += 1) {
    const token = assertion(audience, i, key);
    const now = systemClock.now();
    if (!verifyJwtDirect(token, { typ: ['JWT'], algorithms: ['ES256'], keys, now }).ok)
      throw new Error('refused');
  }
  return ((performance.now() - start) / rounds) * 1000;
}

function line(name: string, { perSecond, p50, p99, cpuUs, memoryMb }: Measured): string {
  const numbers = `${perSecond.toFixed(0).padStart(6)} tokens/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
  return `${name.padEnd(18)}${numbers}   ${cpuUs.toFixed(0)} µs CPU each   ${memoryMb.toFixed(0)} MB`;
}

let ours: Measured | undefined;
let byDefault: Measured | undefined;
let memory: Measured | undefined;
let durable: Measured | undefined;
for (let round = 0; round < 2; round += 1) {
  byDefault = await better(byDefault, 'oidc-provider', 'default');
  memory = await better(memory, 'oidc-provider');
  durable = await better(durable, 'oidc-provider', 'durable');
  ours = await better(ours, 'ours');
}
if (ours === undefined || byDefault === undefined || memory === undefined || durable === undefined)
  throw new Error('nothing was measured');
const store = values.database === undefined ? 'the embedded database' : 'PostgreSQL';
const ratio = (other: Measured, mine: Measured) =>
  `${(mine.perSecond / other.perSecond).toFixed(1)} × the tokens, CPU ÷ ${(other.cpuUs / mine.cpuUs).toFixed(1)}`;
console.log(`${cpus().length} processors, ${concurrency} callers, ${seconds} s, ${store}`);
console.log(line('ours, durable', ours));
console.log(`${line('oidc-p., default', byDefault)}   ours: ${ratio(byDefault, ours)} (target 4 ×)`);
console.log(`${line('oidc-p., memory', memory)}   ours: ${ratio(memory, ours)}`);
console.log(`${line('oidc-p., durable', durable)}   ours: ${ratio(durable, ours)}`);
console.log(`${'signatures alone'.padEnd(18)}${floor().toFixed(0)} µs for each token on one processor`);
