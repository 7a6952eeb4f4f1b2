import { createLogger } from '@ena/kernel/log/logger.ts';
import { type RunningProgram, startProgram } from '@ena/kernel/rooms/program.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { configOfProcess, type HubConfig } from './config/env.ts';
import { portalMount } from './portal.ts';
import { chooseRooms } from './rooms.ts';

/** 2: the operator has something to mend in flags or config.json; 3: the machine or the folder has. */
const exitCode = { mistake: 2, failure: 3 } as const;

/** Starts the hub, prints one JSON line when it serves, and stays until a signal. */
export async function main(): Promise<void> {
  const config = configOfProcess();
  if (config.kind === 'help') {
    process.stdout.write(`${config.usage}\n`);
    return;
  }
  if (config.kind === 'mistake') return quit('mistake', [config.sentence]);
  await run(config.config);
}

async function run(config: HubConfig): Promise<void> {
  const rooms = chooseRooms(config.rooms);
  if (!rooms.ok) return quit('mistake', [rooms.error]);
  const program = await startProgram({
    ...config,
    rooms: rooms.value,
    clock: systemClock,
    log: createLogger({ level: config.logLevel, program: 'hub' }),
    ownMounts: (opened) => portalMount(config, rooms.value, opened),
  });
  if (!program.ok) return quit(program.error.kind, program.error.sentences);
  stopWhenTold(program.value, config.exitWithParent);
  process.stdout.write(
    `${JSON.stringify({ ready: true, url: program.value.server.url, pid: process.pid })}\n`,
  );
}

/** The second signal does not wait. */
function stopWhenTold(program: RunningProgram, exitWithParent: boolean): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    program.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  if (exitWithParent) process.stdin.once('close', () => stopping || stop()).resume();
}

function quit(kind: keyof typeof exitCode, sentences: readonly string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exit(exitCode[kind]);
}
