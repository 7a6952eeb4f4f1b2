import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '@ena/exchange/config.ts';
import { markLate } from '@ena/exchange/load/late-marking.ts';
import { openConnector } from '@ena/exchange/open-connector.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import { systemClock } from '@ena/kernel/time.ts';

/** The real connector. It writes its log lines as in production; whoever starts it here throws them away. */
markLate();
const folder = process.argv[2] ?? '';
const parsed = parseConfig(JSON.parse(readFileSync(join(folder, 'connector.json'), 'utf8')));
if (!parsed.ok) throw new Error(parsed.mistakes.join());
const running = await openConnector({
  folder,
  config: parsed.config,
  clock: systemClock,
  log: createLogger({ level: 'info', program: 'bench' }),
  exchangeLog: createLogger({ level: 'info', program: 'bench', redact: false }),
  metrics: createMetrics(),
});
if (!running.ok) throw new Error(running.error);
process.stdout.write('{"ready":true}\n');
process.once('SIGTERM', () => void running.value.close().then(() => process.exit(0)));
