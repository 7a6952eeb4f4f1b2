import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { utf8 } from '@ena/kernel/trace/bytes.ts';
import { leafInput } from '@ena/kernel/trace/merkle.ts';
import fc from 'fast-check';
import { serve, type TestServer } from '../tests/serve.ts';
import { treeHash } from '../verify/tests/build-log.ts';
import { makeNoteKey, type NoteKey } from '../verify/tests/keys.ts';
import { sha256 } from '../verify/web-crypto.ts';
import { CompactRange } from './compact-range.ts';
import { buildTiles, type TestLog } from './tests/build-tiles.ts';
import { type VerifyLogOptions, verifyLog } from './verify-log.ts';

const origin = '2021005489.sandbox.localhost/log';
let log: NoteKey;
let witness: NoteKey;
let server: TestServer;
let served: TestLog;

before(async () => {
  log = await makeNoteKey(origin, 1);
  witness = await makeNoteKey('hub.sandbox.localhost/witness', 4);
  server = await serve((request, response) => {
    const file = served.files.get((request.url ?? '').slice('/log/'.length));
    response.writeHead(file === undefined ? 404 : 200).end(file);
  });
});

after(() => server.close());

async function check(
  size: number,
  options: Partial<VerifyLogOptions> = {},
  change: (log: TestLog) => void = () => {},
) {
  served = await buildTiles(origin, size, log, [witness]);
  change(served);
  return verifyLog({
    log: { url: `${server.url}/log`, fetch },
    vkey: log.vkey,
    witnesses: [witness.vkey],
    ...options,
  });
}

describe('verifying a whole log', () => {
  it('says that it is sound, whatever its size, and who witnessed it', async () => {
    for (const size of [0, 1, 2, 255, 256, 257, 700]) {
      const verdict = await check(size);
      assert.deepEqual(verdict, {
        kind: 'sound',
        origin,
        size,
        root: served.root,
        cosigned: [{ witness: 'hub.sandbox.localhost/witness', timestamp: 1767225600 }],
        vkeyFrom: 'caller',
      });
    }
  });

  it('tells how far it has come', async () => {
    const seen: string[] = [];
    await check(300, { onProgress: (checked, size) => seen.push(`${checked}/${size}`) });
    assert.deepEqual(seen, ['256/300', '300/300']);
  });

  it('uses the log’s own key where the caller has none, and says so', async () => {
    served = await buildTiles(origin, 3, log);
    const verdict = await verifyLog({ log: { url: `${server.url}/log`, fetch } });
    assert.equal(verdict.kind === 'sound' && verdict.vkeyFrom, 'log');
  });

  it('takes the full tile where the partial one has been cleared away', async () => {
    const verdict = await check(300, {}, ({ files }) => {
      for (const kind of ['0', 'entries']) {
        const partial = files.get(`tile/${kind}/001.p/44`);
        files.delete(`tile/${kind}/001.p/44`);
        if (partial !== undefined) files.set(`tile/${kind}/001`, partial);
      }
    });
    assert.equal(verdict.kind, 'sound');
  });

  it('names the first entry that was changed', async () => {
    const verdict = await check(300, {}, ({ files }) => {
      const bundle = files.get('tile/entries/001.p/44');
      if (bundle !== undefined) bundle[bundle.length - 1] = 0;
    });
    assert.equal(verdict.kind, 'broken');
    assert.equal(verdict.kind === 'broken' && verdict.entry, 299);
  });

  it('finds that entries and hashes were changed together', async () => {
    const [other] = [await buildTiles(origin, 3, log)];
    const verdict = await check(3, {}, ({ files }) => {
      const [tile, bundle] = [files.get('tile/0/000.p/3'), files.get('tile/entries/000.p/3')];
      const [tail, entries] = [other.files.get('tile/0/000.p/3'), other.files.get('tile/entries/000.p/3')];
      assert.ok(tile && bundle && tail && entries);
      tile.set(tail.slice(32, 64), 0);
      bundle.set(entries.slice(entries.length / 3, (entries.length / 3) * 2), 0);
    });
    assert.deepEqual(
      verdict.kind === 'broken' && verdict.why.en,
      'The entries do not give the root that the log has signed.',
    );
  });

  it('refuses a checkpoint by another key, of another log, or that is none', async () => {
    const stranger = await makeNoteKey(origin, 1);
    const elsewhere = await makeNoteKey('annan.localhost/log', 1);
    assert.equal((await check(3, { vkey: stranger.vkey })).kind, 'broken');
    assert.equal((await check(3, { vkey: elsewhere.vkey })).kind, 'broken');
    assert.equal((await check(3, { vkey: witness.vkey })).kind, 'broken');
    assert.equal((await check(3, { vkey: 'x' })).kind, 'broken');
    assert.equal((await check(3, {}, ({ files }) => files.set('checkpoint', utf8('hej')))).kind, 'broken');
  });

  it('refuses a cosignature that the witness did not make', async () => {
    const other = await makeNoteKey('annan.localhost/log', 1);
    const foreign = await witness.line('annan.localhost/log\n1\nAA==\n', 1767225600);
    const verdict = await check(3, {}, ({ files }) => {
      const text = new TextDecoder().decode(files.get('checkpoint'));
      files.set('checkpoint', utf8(text.replace(/— hub.*\n/, foreign)));
    });
    assert.equal(verdict.kind, 'broken');
    assert.notEqual(other.vkey, witness.vkey);
  });

  it('passes over tiles that are missing or too short, as unreadable or broken', async () => {
    assert.equal((await check(3, {}, ({ files }) => files.delete('tile/0/000.p/3'))).kind, 'unreadable');
    assert.equal(
      (await check(3, {}, ({ files }) => files.set('tile/0/000.p/3', new Uint8Array(31)))).kind,
      'broken',
    );
    assert.equal(
      (await check(3, {}, ({ files }) => files.set('tile/entries/000.p/3', Uint8Array.of(0, 9, 1)))).kind,
      'broken',
    );
    assert.equal((await verifyLog({ log: { url: 'http://127.0.0.1:1/log', fetch } })).kind, 'unreadable');
  });
});

describe('a tree that the caller kept', () => {
  it('of any smaller size is recognised', async () => {
    for (const size of [0, 1, 5, 256, 300]) {
      const known = { size, root: (await buildTiles(origin, size, log)).root };
      assert.equal((await check(300, { known })).kind, 'sound', String(size));
    }
  });

  it('that the log contradicts is refused', async () => {
    for (const size of [0, 5, 300]) {
      const verdict = await check(300, { known: { size, root: Buffer.alloc(32).toString('base64') } });
      assert.equal(verdict.kind, 'broken', String(size));
    }
  });

  it('larger than the log is refused: logs do not shrink', async () => {
    const verdict = await check(3, { known: { size: 4, root: Buffer.alloc(32).toString('base64') } });
    assert.match(verdict.kind === 'broken' ? verdict.why.sv : '', /krympt/);
  });
});

describe('a compact range', () => {
  it('gives the root of RFC 6962 for every size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 8 }), { maxLength: 70 }), async (data) => {
        const leaves = await Promise.all(data.map((entry) => sha256(leafInput(entry))));
        const range = new CompactRange(sha256);
        for (const leaf of leaves) await range.append(leaf);
        assert.deepEqual(await range.root(), await treeHash(leaves));
      }),
      { numRuns: 60 },
    );
  });
});
