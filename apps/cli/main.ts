import { readSurroundings } from './config/env.ts';
import { runProgram } from './program.ts';
import { inCheckout, processShell } from './shell/shell.ts';

const surroundings = readSurroundings(inCheckout('node_modules/.cache/ena/compiled'));

await runProgram(processShell(surroundings), process.argv.slice(2));
