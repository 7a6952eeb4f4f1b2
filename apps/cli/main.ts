import { CommanderError } from 'commander';
import { readSurroundings } from './config/env.ts';
import { exitCodes } from './exit-codes.ts';
import { createProgram } from './program.ts';
import { inCheckout, processShell } from './shell/shell.ts';

const surroundings = readSurroundings(inCheckout('node_modules/.cache/ena/compiled'));

try {
  await createProgram(processShell(surroundings)).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code;
}
