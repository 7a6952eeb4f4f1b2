import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { KeyFolderError } from './key-file.ts';
import { openRsaKeyFolder } from './rsa-key-folder.ts';

const run = promisify(execFile);

describe('a folder of RSA keys', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rsa-nycklar-åäö-'));
  after(() => rmSync(folder, { recursive: true }));

  it('keeps keys, readable by the owner alone, and leaves nothing else there', async () => {
    const keys = openRsaKeyFolder(folder, '2120000829');
    assert.deepEqual(keys.read(), []);
    assert.equal(await keys.make(1, 1000), 'made');
    assert.equal(await keys.make(2, 5000), 'made');
    const place = join(folder, '2120000829');
    assert.deepEqual(readdirSync(place).sort(), ['000001.pem', '000002.pem']);
    assert.equal(statSync(join(place, '000001.pem')).mode & 0o777, 0o600);
    assert.equal(statSync(place).mode & 0o777, 0o700);
    assert.deepEqual(
      keys.read().map(({ number, from }) => [number, from]),
      [
        [1, 1000],
        [2, 5000],
      ],
    );
    keys.remove(1);
    assert.deepEqual(
      keys.read().map(({ number }) => number),
      [2],
    );
  });

  it('lets one of several that make the same key at once win, and all read the same one', async () => {
    const several = Array.from({ length: 4 }, () => openRsaKeyFolder(folder, '2120002411'));
    const outcomes = await Promise.all(several.map((keys, i) => keys.make(1, 1000 + i)));
    assert.equal(outcomes.filter((outcome) => outcome === 'made').length, 1);
    assert.equal(new Set(several.map((keys) => keys.read()[0]?.key.kid)).size, 1);
    assert.equal(new Set(several.map((keys) => keys.read()[0]?.from)).size, 1);
  });

  it('does so between processes as well', async () => {
    const script = `import { openRsaKeyFolder } from ${JSON.stringify(new URL('./rsa-key-folder.ts', import.meta.url).href)};
      const keys = openRsaKeyFolder(process.argv[1], 'processer');
      await keys.make(1, Date.now());
      console.log(keys.read()[0].key.kid);`;
    const program = () => run(process.execPath, ['--input-type=module', '-e', script, folder]);
    const told = await Promise.all([program(), program(), program()]);
    assert.equal(new Set(told.map(({ stdout }) => stdout)).size, 1);
    assert.equal(readdirSync(join(folder, 'processer')).length, 1);
  });

  for (const [what, damage] of [
    ['is cut off', (text: string) => text.slice(0, 400)],
    ['lacks its instant', (text: string) => text.slice(text.indexOf('-----'))],
    ['is empty', () => ''],
  ] as const) {
    it(`says which file to restore where one ${what}`, async () => {
      const name = `skadad-${what.replaceAll(' ', '-')}`;
      await openRsaKeyFolder(folder, name).make(1, 0);
      const file = join(folder, name, '000001.pem');
      writeFileSync(file, damage(readFileSync(file, 'utf8')));
      assert.throws(
        () => openRsaKeyFolder(folder, name).read(),
        (error) => error instanceof KeyFolderError && error.message.includes('000001.pem'),
      );
    });
  }
});
