// Runs the test files named on the command line in this one process, each as a suite of its own name, one after the
// other. They share the embedded database, whose start costs more than most tests; schemas keep them apart.
import { resolve } from 'node:path';
import { after, describe } from 'node:test';
import { pathToFileURL } from 'node:url';
import { stopTestHubs } from './hub.ts';

for (const file of process.argv.slice(2)) {
  describe(file, async () => {
    await import(pathToFileURL(resolve(file)).href);
    after(stopTestHubs);
  });
}
