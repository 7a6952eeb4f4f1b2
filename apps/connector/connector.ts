import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ConnectorConfig, parseConfig } from '@ena/exchange/config.ts';
import { openConnector } from '@ena/exchange/open-connector.ts';
import { createLogger } from '@ena/kernel/log/logger.ts';
import { createMetrics } from '@ena/kernel/metrics/metrics.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { readInvocation } from './config/env.ts';

/** Composition root of the connector: configuration in, one running connector out. */
export async function main(): Promise<void> {
  const read = readInvocation(process.argv.slice(2));
  if (read.kind === 'stop') return end(read.code, read.text);
  const { folder, exitWithParent } = read.invocation;
  const config = readConfig(folder);
  if ('sentence' in config) return end(2, `${config.sentence}\n`);

  const log = createLogger({ level: config.logLevel, program: `connector ${config.orgnr}` });
  const exchangeLog = createLogger({
    level: config.logLevel,
    program: `connector ${config.orgnr}`,
    redact: false,
  });
  const running = await openConnector({
    folder,
    config,
    clock: systemClock,
    log,
    exchangeLog,
    metrics: createMetrics(),
  }).catch((error: unknown) => ({
    ok: false as const,
    error: error instanceof Error ? error.message : String(error),
  }));
  if (!running.ok) return end(3, `${running.error}\n`);
  const { url, peerPort, close } = running.value;
  process.stdout.write(`${JSON.stringify({ ready: true, url, peerPort, orgnr: config.orgnr })}\n`);

  const stop = () => void close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (exitWithParent) process.stdin.once('close', stop).once('error', stop).resume();
}

function readConfig(folder: string): ConnectorConfig | { readonly sentence: string } {
  const file = join(folder, 'connector.json');
  try {
    const parsed = parseConfig(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.ok
      ? parsed.config
      : { sentence: `${file} cannot be used:\n  ${parsed.mistakes.join('\n  ')}` };
  } catch (error) {
    return {
      sentence: `${file} cannot be read (${error instanceof SyntaxError ? 'it is not JSON' : ((error as NodeJS.ErrnoException).code ?? 'unknown')}). Make the folder with \`ena org add\`.`,
    };
  }
}

function end(code: number, text: string): void {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exitCode = code;
}
