// A client in Python, of Debian's python3-requests-oauthlib and python3-cryptography as they are packaged.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { freePort } from '@ena/testkit/ports.ts';
import { type ConfiguredHub, startConfiguredHub } from './configured-hub.ts';

const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('debian-python.py', import.meta.url));
const issuer = 'https://inloggning.åre.example';
const folder = mkdtempSync(join(tmpdir(), 'ena-python-'));

let hub: ConfiguredHub;
let jwksPort: number;

before(async () => {
  jwksPort = await freePort();
  hub = await startConfiguredHub(issuer, `http://127.0.0.1:${jwksPort}/jwks`);
});
after(async () => {
  await hub?.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Check {
  readonly name: string;
  readonly fault: string | null;
}

/** Debian's interpreter, whatever else is on the path. oauthlib demands TLS unless it is told that this is a test. */
async function run(stage: 'begin' | 'turned'): Promise<readonly Check[]> {
  const args = [script, hub.url, issuer, String(jwksPort), join(folder, 'behörighet.json'), stage];
  const env = { PATH: '/usr/bin:/bin', OAUTHLIB_INSECURE_TRANSPORT: '1', PYTHONDONTWRITEBYTECODE: '1' };
  const { stdout } = await promisify(execFile)(python, args, { env: { ...env, PYTHONUTF8: '1' } });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Check);
}

test('a client of Debian’s packages, as strict as the published ones', async (t) => {
  const checks = await run('begin');
  assert.ok(checks.length >= 20);
  for (const { name, fault } of checks) await t.test(name, () => assert.equal(fault, null));
});

test('the relying party’s key is changed without a gap for whoever verifies', async () => {
  hub.turnKey('2120000829');
  const [{ fault }] = (await run('turned')) as [Check];
  assert.equal(fault, null);
});
