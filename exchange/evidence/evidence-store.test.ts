import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { generateEd25519Key } from '@ena/kernel/crypto/keys.ts';
import { openSealer, type Sealer } from '@ena/kernel/crypto/seal.ts';
import { uuidv7 } from '@ena/kernel/id.ts';
import { type Disk, realDisk } from '@ena/kernel/trace/disk.ts';
import { ed25519Signer } from '@ena/kernel/trace/log-signer.ts';
import { openLog, type TransparencyLog } from '@ena/kernel/trace/transparency-log.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { openIndex, openState } from '../state/open-state.ts';
import { EvidenceStore } from './evidence-store.ts';
import type { ExchangeRecord } from './record.ts';

const subject = '191212121212';
const signer = ed25519Signer(generateEd25519Key().privateKey);

function record(change: Partial<ExchangeRecord> = {}): ExchangeRecord {
  const signed = { signatureBase: 'bas', signature: 'AAAA', keyid: 'https://x#k', bytes: 2 };
  return {
    version: 1,
    role: 'consumer',
    exchangeId: uuidv7(Date.now()),
    receivedAt: '2026-11-22T11:00:00.000Z',
    completedAt: '2026-11-22T11:00:00.010Z',
    consumer: { orgnr: '2120000829', entityId: 'https://a.example', system: 'ekonomi' },
    provider: { orgnr: '2021005489', entityId: 'https://b.example', service: 'foretag' },
    operation: { method: 'GET', path: '/dokument/{id}' },
    purpose: 'räksmörgås',
    legalBasis: 'PBL-9',
    subject,
    outcome: 'answered',
    request: signed,
    response: { ...signed, status: 200 },
    statements: { consumer: ['a', 'b', 'c'], provider: ['d', 'e', 'f'] },
    ...change,
  };
}

/** A disk that is full when it is told so. */
class FullWhenTold implements Disk {
  full = false;
  readonly create = realDisk.create;
  readonly sync = realDisk.sync;
  readonly truncate = realDisk.truncate;
  readonly close = realDisk.close;
  write(fd: number, data: Buffer, position: number): Promise<void> {
    if (this.full)
      return Promise.reject(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    return realDisk.write(fd, data, position);
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the evidence store', () => {
  let folder: TemporaryFolder;
  let disk: FullWhenTold;
  let log: TransparencyLog;
  let sealer: Sealer;
  let store: EvidenceStore;
  const open = async () => {
    const opened = await openLog({ folder: join(folder.path, 'log'), origin: 'a.example/log', signer, disk });
    assert.ok(opened.ok, opened.ok ? '' : opened.error.sentence);
    log = opened.value;
    sealer = openSealer(join(folder.path, 'records'));
    openState(folder.path).close();
    store = new EvidenceStore({
      log,
      sealer,
      db: openIndex(folder.path),
      subjectKey: Buffer.alloc(32, 1),
      probeEveryMs: 40,
    });
    await store.catchUp();
  };
  /** As after a kill: what is in memory only is gone. */
  const crash = async () => {
    await log.close();
    await open();
  };
  beforeEach(async () => {
    folder = temporaryFolder();
    disk = new FullWhenTold();
    await open();
  });
  afterEach(async () => {
    await log.close();
    store.close();
    folder.remove();
  });

  const written = async (change: Partial<ExchangeRecord> = {}) => {
    const one = record(change);
    const outcome = await store.write(one);
    assert.equal(outcome.kind, 'recorded');
    return { one, index: outcome.kind === 'recorded' ? outcome.index : -1 };
  };

  it('gives back what was written, byte for byte, and finds it by its id', async () => {
    const { one, index } = await written();
    const opened = store.open(index);
    assert.ok(opened.kind === 'opened');
    assert.deepEqual(opened.record, one);
    assert.equal(opened.recordBytes.toString('utf8'), JSON.stringify(one));
    const found = store.find(one.exchangeId);
    assert.equal(found?.logIndex, index);
    assert.equal(found?.counterpart, '2021005489');
    assert.equal(store.find(uuidv7(1)), undefined);
  });

  it('takes a record of any length and any letters', async () => {
    for (const purpose of ['å'.repeat(11_000), 'räksmörgås', '€'.repeat(40_000), 'x']) {
      const { one, index } = await written({ purpose });
      const opened = store.open(index);
      assert.ok(opened.kind === 'opened');
      assert.deepEqual(opened.record, one);
    }
  });

  it('hides everything but that something happened: equal records have unequal entries', async () => {
    const one = record();
    await store.write(one);
    await store.write(one);
    const entries = [log.read(0), log.read(1)].map((frame) =>
      frame.ok ? frame.value.entry.toString('hex') : '',
    );
    assert.notEqual(entries[0], entries[1]);
    for (const name of readdirSync(join(folder.path, 'log', 'segments'))) {
      const bytes = readFileSync(join(folder.path, 'log', 'segments', name));
      for (const word of [subject, one.exchangeId, 'räksmörgås'])
        assert.equal(bytes.includes(word), false, word);
    }
  });

  it('has no subject in the clear in the index, and one pseudonym for one subject', async () => {
    await written();
    await written();
    await written({ subject: '2120000829' });
    store.index.flush();
    const db = openState(folder.path);
    const rows = db.prepare('select subject_pseudonym as p from exchange_index').all() as { p: string }[];
    assert.equal(rows.length, 3);
    assert.equal(rows[0]?.p, rows[1]?.p);
    assert.notEqual(rows[0]?.p, rows[2]?.p);
    assert.equal(JSON.stringify(rows).includes(subject), false);
    db.close();
  });

  it('finds after a crash what the index had not yet taken', async () => {
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push((await written()).one.exchangeId);
    await crash();
    for (const [index, id] of ids.entries()) assert.equal(store.find(id)?.logIndex, index);
    assert.equal(store.index.count(), 5);
  });

  it('makes the whole index again where it was lost', async () => {
    const { one } = await written();
    await log.close();
    store.close();
    for (const name of readdirSync(folder.path))
      if (name.startsWith('state.sqlite')) rmSync(join(folder.path, name));
    await open();
    assert.equal(store.find(one.exchangeId)?.logIndex, 0);
  });

  it('a lost record key loses those records and nothing else', async () => {
    const lost = await written();
    const keys = readdirSync(join(folder.path, 'records'));
    sealer.rotate();
    const kept = await written();
    for (const name of keys) rmSync(join(folder.path, 'records', name), { recursive: true });
    await crash();
    const opened = store.open(lost.index);
    assert.deepEqual(opened, { kind: 'unreadable', reason: 'unknown-key' });
    assert.equal(store.open(kept.index).kind, 'opened');
    assert.equal((await log.verifyAll()).kind, 'sound');
    await written();
  });

  it('records after a rotation are as readable as those before', async () => {
    const before = await written();
    sealer.rotate();
    const after = await written();
    await crash();
    for (const { index } of [before, after]) assert.equal(store.open(index).kind, 'opened');
  });

  describe('on a full disk', () => {
    it('refuses, and says why until the disk has taken a probe', async () => {
      assert.equal(store.blockedBy(), undefined);
      disk.full = true;
      assert.deepEqual(await store.write(record()), { kind: 'refused', reason: 'disk-full' });
      for (let i = 0; i < 20; i += 1) {
        assert.equal(store.blockedBy(), 'disk-full', 'no call is made to find out');
        await pause(15);
      }
      disk.full = false;
      while (store.blockedBy() !== undefined) await pause(5);
      assert.equal(log.size, 0, 'neither what was refused nor a probe is in the log');
      assert.equal((await written()).index, 0);
      await crash();
      assert.equal(log.size, 1);
    });

    it('goes on for the others after a record that is too large', async () => {
      const refused = await store.write(record({ purpose: 'a'.repeat(20 * 1024 * 1024) }));
      assert.deepEqual(refused, { kind: 'refused', reason: 'too-large' });
      assert.equal(store.blockedBy(), undefined);
    });

    it('keeps the rows that the index cannot take, in order, until it can', async () => {
      const failing = openIndex(folder.path);
      const index = new EvidenceStore({ log, sealer, db: failing, subjectKey: Buffer.alloc(32, 1) }).index;
      failing.exec('pragma query_only = on');
      index.add(0, record());
      index.flush();
      assert.match(index.problem ?? '', /readonly|read-only|query/i);
      assert.equal(failing.isTransaction, false);
      index.add(1, record());
      failing.exec('pragma query_only = off');
      index.flush();
      assert.equal(index.problem, undefined);
      assert.equal(index.count(), 2);
      index.close();
      failing.close();
    });
  });

  it('lists the newest first', async () => {
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push((await written()).one.exchangeId);
    assert.deepEqual(
      store.index.page(2, 0).map((row) => row.exchangeId),
      [ids[4], ids[3]],
    );
    assert.deepEqual(
      store.index.page(2, 4).map((row) => row.exchangeId),
      [ids[0]],
    );
  });

  it('names the other party, whichever side one is', async () => {
    const provider = await written({ role: 'provider' });
    assert.equal(store.find(provider.one.exchangeId)?.counterpart, '2120000829');
  });

  it('records that no answer came', async () => {
    const { one, index } = await written({
      outcome: 'no-answer',
      response: null,
      problem: 'urn:ena:problem:exchange:provider-timeout',
    });
    const opened = store.open(index);
    assert.equal(opened.kind === 'opened' && opened.record.response, null);
    assert.equal(store.find(one.exchangeId)?.status, 0);
  });
});
