// A client in Java, of Debian's openjdk-17-jdk-headless and libjackson2-databind-java as they are packaged.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '../joining/browser.ts';
import { Citizen } from '../mandates/citizen.ts';
import { type SandboxHub, startSandboxHub } from './sandbox-hub.ts';

const source = fileURLToPath(new URL('DebianJava.java', import.meta.url));
const jars = ['core', 'annotations', 'databind'].map((part) => `/usr/share/java/jackson-${part}.jar`);

const beri = '198602262381';

let hub: SandboxHub;

function idOf({ url }: Page): string {
  return url.pathname.split('/').at(-1) ?? '';
}

/** Beside the sandbox's own: one that was taken back, and one that was passed on, so that all members occur. */
before(async () => {
  hub = await startSandboxHub();
  const riitta = await Citizen.logIn(hub.url, 'Riitta Rantanen');
  const first = await riitta.sign(await riitta.prepare(beri));
  await riitta.revoke(idOf(first), 'Fel fastighet; den rätta är Åsen 1:2.');
  const second = await riitta.sign(await riitta.prepare(beri, { 'may-delegate': 'yes' }));
  const holder = await Citizen.logIn(hub.url, 'Beri Ylles');
  const passedOn = await holder.sign(await holder.preparePassingOn(idOf(second), '198101052382'));
  assert.match(passedOn.text, /Fullmakten är registrerad/);
});
after(() => hub?.stop());

test('a client that parses answers into typed objects and writes them again verifies what is signed', async (t) => {
  const args = ['-Dfile.encoding=UTF-8', '-cp', jars.join(':'), source, hub.url];
  const { stdout } = await promisify(execFile)('/usr/bin/java', args);
  const checks = stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
  assert.equal(checks.length, 8);
  for (const [name, fault] of checks) await t.test(name, () => assert.equal(fault, ''));
});
