import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { parseConfig } from '@ena/exchange/config.ts';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';

const help = `Makes the folder of one organisation: connector.json and the federation key.

  node apps/connector/new-organisation.ts --data FOLDER < connector.json

Reads connector.json on standard input, checks it, and answers one line: {"jwks":{"keys":[…]}}, the public
federation keys to register with the trust anchor. A folder that has keys keeps them. Exit codes: 0 made,
2 the input cannot be used, 3 the folder cannot be written.
`;

/** Private keys are made where they are used and never leave the folder; only the public half is told. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return say(0, help);
  if (values.data === undefined) return say(2, 'Say which folder: --data FOLDER.\n');
  const parsed = parseConfig(readJson(await text(process.stdin)));
  if (!parsed.ok) return say(2, `The configuration cannot be used: ${parsed.mistakes.join('; ')}\n`);
  try {
    mkdirSync(values.data, { recursive: true, mode: 0o700 });
    const ring = openKeyRing(join(values.data, 'keys'), 'federation', 'ES256');
    writeWhole(join(values.data, 'connector.json'), `${JSON.stringify(parsed.config, null, 2)}\n`);
    return say(0, `${JSON.stringify({ jwks: { keys: ring.all.map((key) => key.publicJwk) } })}\n`);
  } catch (error) {
    return say(3, `${values.data} cannot be written: ${(error as Error).message}\n`);
  }
}

function readJson(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    return undefined;
  }
}

/** Whole or not at all; an unchanged file is left alone. */
function writeWhole(file: string, content: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === content) return;
  writeFileSync(`${file}.new`, content, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

function say(code: number, sentence: string): number {
  (code === 0 ? process.stdout : process.stderr).write(sentence);
  return code;
}

process.exitCode = await main();
