import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';

/**
 * A program that keeps little and makes much that soon is garbage, as a connector does. Prints how often everything
 * that it keeps was looked through.
 */
const program = (first: string) => `
import { constants, PerformanceObserver } from 'node:perf_hooks';
${first}
let looks = 0;
const isLook = (entry) => entry.detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR;
const observer = new PerformanceObserver((list) => { looks += list.getEntries().filter(isLook).length; });
const kept = Array.from({ length: 100_000 }, (_, i) => ({ i, text: 'post ' + i }));
const underWay = [];
for (let n = 0; n < 3_000_000; n++) {
  if (n === 300_000) observer.observe({ entryTypes: ['gc'] });
  underWay[n % 5_000] = { n, parts: [n, n + 1], text: 'x' + n };
  if (n % 5_000 === 0) await new Promise(setImmediate);
}
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(kept.length && looks);
`;

/** The young generation is given the size that it grows to in a process under load. */
const grown = ['--min-semi-space-size=64', '--max-semi-space-size=64'];

function looksOf(first: string): number {
  const args = [...grown, '--input-type=module', '--eval', program(first)];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  assert.equal(stderr, '');
  return Number(stdout);
}

it('what a program keeps is looked through when it has grown, and not before', () => {
  const module = new URL('./late-marking.ts', import.meta.url).href;
  assert.equal(looksOf(`import { markLate } from '${module}'; markLate();`), 0);
  assert.notEqual(looksOf(''), 0, 'V8 has learnt it: drop this');
});
