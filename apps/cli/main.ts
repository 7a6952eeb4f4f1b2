import { CommanderError } from 'commander';
import { readSurroundings } from './config/env.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { processShell } from './shell/shell.ts';

try {
  await createProgram(processShell(readSurroundings())).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code;
}
