import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const ena = fileURLToPath(new URL('../../apps/cli/bin/ena.mjs', import.meta.url));
const page = new URL('../../docs/cases.md', import.meta.url);

/** The commands of `docs/cases.md` that hold these words, as they stand there, for a sandbox in another place. */
export function commandsWith(words: string, hubUrl: string, data: string): string {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
    ([, block = '']) => block,
  );
  const [block, ...more] = blocks.filter((one) => one.includes(words));
  if (block === undefined || more.length > 0) throw new Error(`not one block of commands with ${words}`);
  return block
    .replaceAll('http://127.0.0.1:8400', hubUrl)
    .replaceAll(/\.ena\/([\w./-]+)/g, `'${data}/$1'`)
    .replaceAll(
      /npm run ena (?:-s )?-- (.*?)(?= \||\)|$)/gm,
      `'${process.execPath}' '${ena}' $1 --data '${data}'`,
    );
}

/** Runs them in the checkout; answers what they said, and throws with it when they fail. */
export async function runCommands(commands: string): Promise<string> {
  const shell = spawn('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: checkout,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${fileURLToPath(new URL('../../node_modules/.bin', import.meta.url))}:${process.env.PATH}`,
    },
  });
  const ended = new Promise((resolve) => shell.once('close', resolve));
  const [code, said, wrong] = await Promise.all([ended, text(shell.stdout), text(shell.stderr)]);
  if (code !== 0) throw new Error(`ended with ${code}: ${said}${wrong}`);
  return said;
}
