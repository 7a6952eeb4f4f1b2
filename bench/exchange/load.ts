import { Pool } from 'undici';

/** Drives one URL: `load.ts URL CONNECTIONS SECONDS HEADERS-JSON`; prints one JSON line of what it saw. */
const [url = '', connections = '1', seconds = '1', headers = '{}'] = process.argv.slice(2);
const target = new URL(url);
const pool = new Pool(target.origin, { connections: Number(connections), pipelining: 1 });
const body = JSON.stringify({ identitetsbeteckning: '2120000829', fyllnad: 'ö'.repeat(985) });
const sent = { 'content-type': 'application/json', ...(JSON.parse(headers) as Record<string, string>) };
const latencies: number[] = [];
let failed = 0;

async function drive(until: number, keep: boolean): Promise<void> {
  while (performance.now() < until) {
    const started = performance.now();
    const answer = await pool.request({ method: 'POST', path: target.pathname, headers: sent, body });
    await answer.body.arrayBuffer();
    if (answer.statusCode !== 200) failed += 1;
    if (keep) latencies.push(performance.now() - started);
  }
}

async function run(forSeconds: number, keep: boolean): Promise<number> {
  const started = performance.now();
  await Promise.all(
    Array.from({ length: Number(connections) }, () => drive(started + forSeconds * 1000, keep)),
  );
  return (performance.now() - started) / 1000;
}

await run(Math.min(3, Number(seconds)), false);
process.stdout.write('{"warm":true}\n');
const took = await run(Number(seconds), true);
latencies.sort((a, b) => a - b);
const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
process.stdout.write(
  `${JSON.stringify({ done: true, count: latencies.length, failed, perSecond: latencies.length / took, p50: at(0.5), p95: at(0.95), p99: at(0.99) })}\n`,
);
await pool.close();
