import assert from 'node:assert/strict';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { followUp, shownPath } from './follow-up.ts';
import { keepTree, knownTree } from './known-logs.ts';
import { makeFolders } from './make-folders.ts';
import { listOrganisations } from './organisations.ts';
import { firstTaken, nextPair } from './ports.ts';
import { writeWhole } from './write-file.ts';

function organisation(data: string, orgnr: string, port: number, hub: string): void {
  const anchor = { entityId: 'https://hub.sandbox.localhost', url: hub, thumbprints: [] };
  const config = { orgnr, name: `Åmåls kommun ${orgnr}`, port, peerPort: port + 1, anchor, sandbox: true };
  writeWhole(join(data, 'orgs', orgnr, 'connector.json'), JSON.stringify(config));
}

describe('the folder of an installation', () => {
  it('holds organisations where there is a readable connector.json, and nothing else', () => {
    using folder = temporaryFolder();
    organisation(folder.path, '2120000829', 8410, 'http://127.0.0.1:8400');
    writeWhole(join(folder.path, 'orgs', '2021005489', 'connector.json'), '{');
    writeWhole(join(folder.path, 'orgs', '.2120003005.new', 'connector.json'), '{}');
    assert.deepEqual(
      listOrganisations(folder.path).map(({ orgnr, url }) => [orgnr, url]),
      [['2120000829', 'http://127.0.0.1:8410']],
    );
    assert.deepEqual(listOrganisations(join(folder.path, 'saknas')), []);
  });

  it('gives an added organisation the first pair of ports that no organisation has and nobody listens on', async () => {
    using folder = temporaryFolder();
    // Below the range from which the system hands out ports, so that no other test is given one of these.
    const port = 20_000 + (process.pid % 500) * 20;
    assert.deepEqual(await nextPair(folder.path, port), [port, port + 1]);
    organisation(folder.path, '2120000829', port, 'http://x');
    const other = createServer().listen(port + 11, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    assert.equal(await firstTaken([port + 10, port + 11]), port + 11);
    const pair = await nextPair(folder.path, port);
    other.close();
    assert.ok(pair !== undefined && pair[0] > port + 10);
  });

  it('remembers the tree that a log showed, in a file that only its owner reads', () => {
    using folder = temporaryFolder();
    assert.equal(knownTree(folder.path, 'http://a/log'), undefined);
    keepTree(folder.path, 'http://a/log', { size: 3, root: 'r' });
    keepTree(folder.path, 'http://b/log', { size: 4, root: 's' });
    assert.deepEqual(knownTree(folder.path, 'http://a/log'), { size: 3, root: 'r' });
    assert.equal(statSync(join(folder.path, 'known-logs.json')).mode & 0o777, 0o600);
  });
});

describe('making a folder', () => {
  using folder = temporaryFolder();

  it('makes those above it too, for the owner alone, and is content with one that is there', () => {
    const deep = join(folder.path, 'å', 'ä', 'ö');
    makeFolders(deep);
    makeFolders(deep);
    assert.equal(statSync(join(folder.path, 'å')).mode & 0o777, 0o700);
    assert.ok(statSync(deep).isDirectory());
  });

  it('refuses a file in its place, or above it', () => {
    const file = join(folder.path, 'fil');
    writeFileSync(file, '');
    assert.throws(() => makeFolders(file), { code: 'EEXIST' });
    assert.throws(() => makeFolders(join(file, 'under')), { code: 'ENOTDIR' });
  });

  it('gives up below a folder of the system that holds no files', {
    skip: !existsSync('/proc/self') && 'Linux only',
  }, () => {
    assert.throws(() => makeFolders('/proc/ena/under'), /ENOENT|EACCES|EPERM/);
  });
});

describe('a command to go on with', () => {
  it('names the folder where it is not the default one, quoted where it holds a space', () => {
    assert.equal(followUp('./.ena', 'status'), 'npm run ena -- status');
    assert.equal(followUp(join(process.cwd(), '.ena'), 'status'), 'npm run ena -- status');
    assert.equal(followUp('/annan mapp', 'status'), "npm run ena -- status --data '/annan mapp'");
    assert.equal(shownPath(join(process.cwd(), 'bevis.json')), 'bevis.json');
  });
});
