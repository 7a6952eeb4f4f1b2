import type { Fetch } from '@ena/client/outcome.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Failure } from '../shell/outcome.ts';
import type { Shell } from '../shell/shell.ts';

/** A shell that keeps what was said. */
export interface HeardShell extends Shell {
  readonly out: (line: string) => void;
  readonly said: {
    out: string;
    err: string;
    code: number | undefined;
    json: boolean;
    failed: Failure | undefined;
  };
}

/** `reply` answers every call; without it nobody answers. */
export function heardShell(reply?: (url: string) => Response): HeardShell {
  const said: HeardShell['said'] = { out: '', err: '', code: undefined, json: false, failed: undefined };
  const fetch: Fetch = (url) => {
    const response = reply?.(url);
    return response ? Promise.resolve(response) : Promise.reject(new TypeError('fetch failed'));
  };
  const out = (line: string) => {
    said.out += `${line}\n`;
  };
  const err = (line: string) => {
    said.err += `${line}\n`;
  };
  return {
    said,
    surroundings: { childEnvironment: {}, systemKey: undefined, loadKey: undefined, startedByNpm: false },
    fetch,
    isTerminal: false,
    out,
    err,
    readInput: () => Promise.resolve(''),
    tell: async ({ json = false }, telling) => {
      const told = await telling;
      said.code = exitCodes[told.kind === 'failed' ? told.exit : (told.exit ?? 'ok')].code;
      said.json = json;
      if (told.kind === 'failed') said.failed = told;
      if (told.kind === 'failed') err(told.en);
      else out(json ? JSON.stringify(told.json) : told.text);
    },
  };
}
