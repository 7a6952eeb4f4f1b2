import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Fetch } from '@ena/client/outcome.ts';
import type { Surroundings } from '../config/env.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Failure, orSystemError, type Told } from './outcome.ts';

/** How a command reaches people and the machine. Commands answer; only the shell prints and sets the exit code. */
export interface Shell {
  readonly surroundings: Surroundings;
  readonly fetch: Fetch;
  /** Whether progress may be drawn over itself. */
  readonly isTerminal: boolean;
  out(line: string): void;
  err(line: string): void;
  readInput(): Promise<string>;
  /** Prints what was told, or why not, and sets the exit code. */
  tell(options: { readonly json?: boolean | undefined }, told: Promise<Told | Failure>): Promise<void>;
}

export function processShell(surroundings: Surroundings): Shell {
  const out = (line: string) => void process.stdout.write(`${line}\n`);
  const err = (line: string) => void process.stderr.write(`${line}\n`);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => outputFailed(error, err));
  // There is nobody left to tell.
  process.stderr.on('error', () => undefined);
  return {
    surroundings,
    fetch,
    isTerminal: process.stderr.isTTY === true,
    out,
    err,
    readInput: () => text(process.stdin),
    tell: async ({ json = false }, telling) => {
      const told = await orSystemError(telling);
      process.exitCode = exitCodes[told.kind === 'failed' ? told.exit : (told.exit ?? 'ok')].code;
      if (told.kind === 'failed') printFailure({ out, err }, told, json);
      else out(json ? JSON.stringify(told.json) : told.text);
    },
  };
}

/** `ena … | head`: whoever read has read enough. What the command does goes on to its end. */
function outputFailed({ code }: NodeJS.ErrnoException, err: Shell['err']): void {
  if (code === 'EPIPE') return;
  process.exitCode = exitCodes.unavailable.code;
  err(`Det som kommandot svarar går inte att skriva (${code}).\nThe answer cannot be written (${code}).`);
}

/** The sentence for people always goes to standard error; programs get it as JSON on standard output as well. */
function printFailure(
  { out, err }: Pick<Shell, 'out' | 'err'>,
  { exit, sv, en }: Failure,
  json: boolean,
): void {
  err(`${sv}\n${en}`);
  if (json) out(JSON.stringify({ error: { exit, code: exitCodes[exit].code, sv, en } }));
}

/** A program or file of the checkout. */
export function inCheckout(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}
