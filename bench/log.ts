import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { generateEd25519Key } from '@ena/kernel/crypto/keys.ts';
import { ed25519Signer } from '@ena/kernel/trace/log-signer.ts';
import { openLog, type TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';

/*
 * npm run bench:log [-- --seconds 3 --payload 2000 --entries 1000000]
 *
 * Every number that depends on the disk is also given as a ratio to a plain loop of write + fdatasync of one record
 * on the same disk in the same run, before and after. TMPDIR chooses the disk. Memory is measured with
 * --expose-gc only: node --expose-gc bench/log.ts.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    payload: { type: 'string', default: '2000' },
    entries: { type: 'string', default: '1000000' },
  },
});
const seconds = Number(values.seconds);
const payload = Buffer.alloc(Number(values.payload), 7);
const entries = Number(values.entries);
const signer = ed25519Signer(generateEd25519Key().privateKey);
const folder = mkdtempSync(join(tmpdir(), 'ena-bench-log-'));

async function opened(name: string): Promise<TransparencyLog> {
  const log = await openLog({ folder: join(folder, name), origin: 'bench.example/log', signer });
  if (!log.ok) throw new Error(log.error.sentence);
  return log.value;
}

/** Records a second of the least that durability costs: one write and one fdatasync per record. */
function plainLoop(): { perSecond: number; cpuUs: number } {
  const fd = openSync(join(folder, 'plain'), 'w');
  const record = Buffer.concat([Buffer.alloc(52), payload]);
  const cpu = process.cpuUsage();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < seconds * 1000) {
    writeSync(fd, record);
    fdatasyncSync(fd);
    count += 1;
  }
  closeSync(fd);
  return perSecond(count, start, cpu);
}

async function appending(
  concurrency: number,
): Promise<{ perSecond: number; cpuUs: number; p50: number; p99: number }> {
  const log = await opened(`c${concurrency}`);
  const entry = sha256('bench');
  const times: number[] = [];
  const cpu = process.cpuUsage();
  const start = performance.now();
  const caller = async () => {
    while (performance.now() - start < seconds * 1000) {
      const at = performance.now();
      const done = await log.append(entry, payload);
      if (done.kind !== 'appended') throw new Error(done.reason);
      times.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
  const rate = perSecond(times.length, start, cpu);
  await log.close();
  times.sort((a, b) => a - b);
  return {
    ...rate,
    p50: times[Math.floor(times.length / 2)] ?? 0,
    p99: times[Math.floor(times.length * 0.99)] ?? 0,
  };
}

function perSecond(count: number, start: number, cpu: NodeJS.CpuUsage): { perSecond: number; cpuUs: number } {
  const used = process.cpuUsage(cpu);
  return {
    perSecond: (count / (performance.now() - start)) * 1000,
    cpuUs: (used.user + used.system) / count,
  };
}

/** Bytes in use after a collection. */
async function memoryHeld(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function reopening(): Promise<void> {
  const log = await opened('large');
  const start = performance.now();
  while (log.size < entries) {
    await Promise.all(
      Array.from({ length: Math.min(4096, entries - log.size) }, (_, i) =>
        log.append(sha256(`${log.size + i}`), payload.subarray(0, 200)),
      ),
    );
  }
  await log.checkpoint();
  await log.close();
  console.log(
    `${entries} entries of 200 bytes appended in ${((performance.now() - start) / 1000).toFixed(1)} s`,
  );

  const before = await memoryHeld();
  const open = performance.now();
  const again = await opened('large');
  const openMs = performance.now() - open;
  const bytes = (await memoryHeld()) - before;
  const memory =
    globalThis.gc === undefined ? 'not measured' : `${(bytes / entries).toFixed(2)} bytes per entry`;
  console.log(`reopen at ${entries} entries: ${openMs.toFixed(0)} ms; memory held: ${memory}`);

  const verify = performance.now();
  const verified = await again.verifyAll();
  const perSec = entries / ((performance.now() - verify) / 1000);
  console.log(
    `verifyAll: ${verified.kind}, ${perSec.toFixed(0)} entries/s (${(1e6 / perSec).toFixed(1)} µs each)`,
  );

  const proofs = performance.now();
  for (let i = 0; i < 2000; i += 1) again.inclusionProof(Math.floor((i / 2000) * entries), entries);
  console.log(`inclusion proofs: ${(2000 / ((performance.now() - proofs) / 1000)).toFixed(0)}/s`);
  await again.close();

  rmSync(join(folder, 'large', 'tree'));
  const rebuild = performance.now();
  await (await opened('large')).close();
  console.log(
    `reopen without the tree file (all hashed again): ${(performance.now() - rebuild).toFixed(0)} ms`,
  );
}

try {
  console.log(
    `${cpus()[0]?.model ?? 'unknown'} × ${cpus().length}, Node ${process.version}, payload ${payload.length} bytes, ${seconds} s each, ${folder}`,
  );
  let before = plainLoop();
  for (const concurrency of [1, 32, 256]) {
    const { perSecond: rate, cpuUs, p50, p99 } = await appending(concurrency);
    const after = plainLoop();
    const ratio = rate / ((before.perSecond + after.perSecond) / 2);
    console.log(
      `append, ${concurrency} at a time: ${ratio.toFixed(2)} × plain, ${rate.toFixed(0)}/s (${cpuUs.toFixed(0)} µs CPU each, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms); plain before and after: ${before.perSecond.toFixed(0)}/s and ${after.perSecond.toFixed(0)}/s (${after.cpuUs.toFixed(0)} µs CPU each)`,
    );
    before = after;
  }
  await reopening();
} finally {
  rmSync(folder, { recursive: true });
}
