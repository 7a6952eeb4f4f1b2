import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { signJwtDirect, verifyJwtDirect } from '@ena/kernel/crypto/jwt-direct.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { type Caller, formCall, openCaller } from './tokens/caller.ts';

/*
 * npm run bench:tokens [-- --seconds 5 --rounds 3 --concurrency 64 --rivals plain,lent --database postgres://…]
 *
 * Machine tokens per second: client_credentials, private_key_jwt by ES256 with a new assertion each time, a JWT
 * access token by ES256 in return. The same load, made of the same number of assertions signed beforehand, goes to
 * our authorization server and to oidc-provider, each alone in a process of its own, in turn, `rounds` times. A line
 * shows the middle round of a server, a ratio is the middle one of those within the rounds. Ours writes an audit row
 * and a row against replay for each token to its database before it answers; the database is the embedded one unless
 * --database is given. oidc-provider comes four times:
 *
 * - durable, plain: by our algorithm, with what it must remember in the same kind of database, through the driver as the
 *   database's documentation has it. Who takes that library and that database gets this; like ours, it lets no assertion
 *   in twice after a restart. The target is judged by this row (docs/decisions/2026-11-22-tokens-rival.md);
 * - durable, lent: the same, but its statements go through our kernel, which plans them once. A part of ours is in it;
 * - default: as it is when nobody says otherwise (RS256, its own memory adapter, which its authors warn against);
 * - memory: by our algorithm with that adapter.
 *
 * `--rivals` names those that are wanted; `none` leaves ours alone.
 *
 * It writes no trail in any of them. The last line is the floor: what verifying the assertion and signing the token cost
 * on this machine, and nothing else.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '64' },
    rivals: { type: 'string', default: 'plain,lent,default,memory' },
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
  /** Of that, what the one thread takes that runs the program; the others sign, verify, compile and collect. */
  readonly mainUs: number;
  readonly memoryMb: number;
}

type Usage = Pick<Measured, 'cpuUs' | 'mainUs' | 'memoryMb'>;

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
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-2000);
    });
    child.once('exit', (code, signal) => reject(new Error(`a server ended with ${code ?? signal}: ${said}`)));
  });
}

function assertion(audience: string, number: number, by: SigningKey): string {
  const iat = Math.floor(systemClock.now() / 1000);
  const jti = `${process.pid}-${iat}-${number}-0123456789abcdef`;
  return signJwtDirect('JWT', { iss: clientId, sub: clientId, aud: audience, jti, iat, exp: iat + 280 }, by);
}

let made = 0;

function callsTo(target: Target, count: number): string[] {
  return Array.from({ length: count }, () => {
    made += 1;
    const proof = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion(target.audience, made, key),
    };
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...target.form, ...proof });
    return formCall(target.url, target.tokenPath, form.toString());
  });
}

/** Sends until the time or the prepared calls are used up; throws on the first call that gives no token. */
async function load(target: Target, calls: readonly string[], ms: number): Promise<number[]> {
  const callers = await Promise.all(Array.from({ length: concurrency }, () => openCaller(target.url)));
  const times: number[] = [];
  let index = 0;
  const start = performance.now();
  const goOn = async (caller: Caller) => {
    while (performance.now() - start < ms) {
      const call = calls[index];
      if (call === undefined) return;
      index += 1;
      const at = performance.now();
      await caller.ask(call);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(callers.map(goOn));
  for (const caller of callers) caller.close();
  return times;
}

async function measured(program: string, ...args: string[]): Promise<Measured> {
  const { child, target } = await started(program, ...args);
  // By number, not by time: the slower of two servers must not be measured colder.
  const warm = await timed(target, callsTo(target, 4000), 60_000);
  const enough = Math.ceil(warm.perSecond * seconds * 2.5) + concurrency;
  const calls = callsTo(target, enough);
  child.send('usage');
  const before = await next<Usage>(child);
  const run = await timed(target, calls, seconds * 1000);
  child.send('usage');
  const after = await next<Usage>(child);
  child.removeAllListeners('exit');
  child.kill();
  const each = (of: (usage: Usage) => number) => (of(after) - of(before)) / run.count;
  return {
    ...run,
    cpuUs: each((one) => one.cpuUs),
    mainUs: each((one) => one.mainUs),
    memoryMb: after.memoryMb,
  };
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

function line(name: string, { perSecond, p50, p99, cpuUs, mainUs, memoryMb }: Measured): string {
  const numbers = `${perSecond.toFixed(0).padStart(6)} tokens/s   p50 ${p50.toFixed(1)} ms   p99 ${p99.toFixed(1)} ms`;
  const cpu = `${cpuUs.toFixed(0)} µs CPU each, ${mainUs.toFixed(0)} on the main thread`;
  return `${name.padEnd(24)}${numbers}   ${cpu}   ${memoryMb.toFixed(0)} MB`;
}

interface Round {
  readonly ours: Measured;
  readonly rivals: ReadonlyMap<string, Measured>;
}

const wanted = values.rivals.split(',');
/** The one that decides stands beside ours. */
const rivals = ['default', 'memory', 'lent', 'plain'].filter((one) => wanted.includes(one));
const rounds: Round[] = [];
for (let round = 0; round < Number(values.rounds); round += 1) {
  const measures = new Map<string, Measured>();
  for (const rival of rivals) measures.set(rival, await measured('oidc-provider', rival));
  rounds.push({ ours: await measured('ours'), rivals: measures });
}

function middleRow(name: string, rows: readonly Measured[]): string {
  return line(
    name,
    middle(rows, ({ perSecond }) => perSecond),
  );
}

function rivalRow(rival: string): string {
  const pairs = rounds.flatMap(({ ours, rivals }) => {
    const theirs = rivals.get(rival);
    return theirs === undefined ? [] : [{ ours, theirs }];
  });
  const ratio = (of: (pair: (typeof pairs)[number]) => number) =>
    middle(pairs.map(of), (one) => one).toFixed(1);
  const tokens = ratio(({ ours, theirs }) => ours.perSecond / theirs.perSecond);
  const cpu = ratio(({ ours, theirs }) => theirs.cpuUs / ours.cpuUs);
  const shown = middleRow(
    rowNames[rival] ?? rival,
    pairs.map(({ theirs }) => theirs),
  );
  return `${shown}   ours: ${tokens} × the tokens, CPU ÷ ${cpu}`;
}

const rowNames: Readonly<Record<string, string>> = {
  plain: 'oidc-p., durable, plain',
  lent: 'oidc-p., durable, lent',
  default: 'oidc-p., default',
  memory: 'oidc-p., memory',
};

const store = values.database === undefined ? 'the embedded database' : 'PostgreSQL';
console.log(
  `${cpus().length} processors, ${concurrency} callers, ${rounds.length} × ${seconds} s, ${store}; target 4 × the row “durable, plain”`,
);
console.log(
  middleRow(
    'ours, durable',
    rounds.map(({ ours }) => ours),
  ),
);
for (const rival of rivals.toReversed()) console.log(rivalRow(rival));
console.log(`${'signatures alone'.padEnd(24)}${floor().toFixed(0)} µs for each token on one processor`);
