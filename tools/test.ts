// `npm test`: runs the test files of the house and closes with one line, `N passed, N failed`.
import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { treeOnDisk } from './source/tree.ts';
import { groupsOf } from './test-run/groups.ts';
import { selectTests } from './test-run/kinds.ts';
import { type Options, readOptions, usage } from './test-run/options.ts';
import { progressLine, summary, totalsOf } from './test-run/report.ts';
import { type FileResult, runFile } from './test-run/run-file.ts';
import { killAllRunning } from './test-run/run-process.ts';
import { runTogether } from './test-run/run-together.ts';
import { judgeSkips } from './test-run/skips.ts';

const root = join(import.meta.dirname, '..');

/** Tests that start a program start it on the pinned Node as well. */
function usePinnedNode(): void {
  process.env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
}

async function runAll(files: readonly string[], options: Options): Promise<FileResult[]> {
  const tree = treeOnDisk(root);
  const waiting = options.only === undefined ? [...groupsOf(files)] : files.map((file) => [file]);
  const results: FileResult[] = [];
  const worker = async (): Promise<void> => {
    for (let group = waiting.shift(); group !== undefined; group = waiting.shift()) {
      for (const raw of await runGroup(group, options)) {
        const result = process.env.CI === 'true' ? judgeSkips(raw, tree) : raw;
        results.push(result);
        console.log(progressLine(result, results.length, files.length));
      }
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  return results;
}

async function runGroup(files: readonly string[], { only, fileSeconds }: Options) {
  const limitMs = fileSeconds * 1000;
  if (only === undefined) return runTogether({ root, files, limitMs });
  return Promise.all(files.map((file) => runFile({ root, file, only, limitMs })));
}

function close(results: readonly FileResult[], options: Options): number {
  const { passed, failed, skipped } = totalsOf(results);
  const files = results.map(({ file, ms, passed: ok, failures }) => ({
    file,
    ms: Math.round(ms),
    passed: ok,
    failed: failures.length,
  }));
  if (options.json !== undefined)
    writeFileSync(options.json, JSON.stringify({ passed, failed, skipped, files }));
  if (results.length > 0) console.log(`\n${summary(results)}\n`);
  if (passed + failed === 0) console.log('No test ran: no file or no name matches what was asked for.');
  if (options.closingLine) console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

async function main(args: readonly string[]): Promise<number> {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    console.error(
      `This is Node ${process.versions.node}; the tests need 24. Run \`npm test\`, which uses the pinned one.`,
    );
    return 2;
  }
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(options);
    return options === usage ? 0 : 2;
  }
  usePinnedNode();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      killAllRunning();
      process.exit(130);
    });
  }
  const files = selectTests(treeOnDisk(root).paths, options.kinds, options.places);
  return close(await runAll(files, options), options);
}

process.exitCode = await main(process.argv.slice(2));
