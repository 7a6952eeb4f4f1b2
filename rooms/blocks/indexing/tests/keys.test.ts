import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { area, at, freshStore } from '../store/tests/fresh-store.ts';
import { rotateKey } from '../use-cases/administer.ts';
import { announce } from '../use-cases/announce.ts';
import { rekeyAll } from '../use-cases/jobs.ts';
import { lookUp } from '../use-cases/look-up.ts';
import { openSubjectKeys } from '../use-cases/subject-keys.ts';
import { withdraw } from '../use-cases/withdraw.ts';
import { indexingHub, other, taxAgency, tolvan } from './indexing-hub.ts';

const subject = { kind: 'person', number: tolvan.number } as const;
const second = { kind: 'person', number: other.number } as const;
const place = { area, producer: taxAgency };
const purpose = { area, purpose: 'case-overview' };

/** Two processes on one database and one key folder. */
async function twoProcesses(folder: string) {
  const store = await freshStore(openTestDatabase(), []);
  await store.join(place, at);
  const audit = { record: async () => {} };
  const roomPurposes = [{ room: 'blocks/mina-arenden', area, purposes: ['case-overview'] }];
  const open = async () => ({
    store,
    keys: await openSubjectKeys(folder, store, at),
    clock: fixedClock(),
    audit,
    roomPurposes,
  });
  return [await open(), await open()] as const;
}

type Process = Awaited<ReturnType<typeof twoProcesses>>[0];

async function held(process: Process, of: typeof subject): Promise<number> {
  const asker = { kind: 'room', room: 'blocks/mina-arenden' } as const;
  const answer = await lookUp(process, { ...purpose, subject: of, asker, requestId: 'r' });
  assert.ok(answer.kind === 'found');
  return answer.named.length;
}

const span = { firstChange: at - 1, lastChange: at - 1 };

describe('keys', () => {
  it('make other pseudonyms of one number in each area, and other again in another folder', async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const [{ keys }] = await twoProcesses(folder.path);
    const [{ keys: foreign }] = await twoProcesses(elsewhere.path);
    const made = [
      keys.reference(area, subject),
      keys.reference('documents', subject),
      foreign.reference(area, subject),
      keys.reference(area, second),
    ];
    assert.equal(new Set(made).size, 4);
    for (const one of made) assert.match(one, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    assert.equal(keys.reference(area, subject), made[0]);
  });

  it('change without anyone’s number, and every pointer is found before, meanwhile and after', async () => {
    const hub = await indexingHub();
    await hub.announce(tolvan);
    await hub.announce(other);
    const begun = await hub.asOperator('POST', '/key-rotations');
    assert.deepEqual([begun.status, begun.json.generation], [202, 2]);
    assert.equal((await hub.lookUp(tolvan)).json.producers.length, 1);
    assert.deepEqual((await hub.announce(tolvan, '2026-05-01T00:00:00Z')).json, { announced: 1 });
    let state = await hub.asOperator('GET', '/key-rotations');
    for (let i = 0; i < 200 && state.json.behind > 0; i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      state = await hub.asOperator('GET', '/key-rotations');
    }
    assert.deepEqual(state.json, { generation: 2, behind: 0 });
    assert.equal((await hub.lookUp(other)).json.producers.length, 1);
    assert.equal((await hub.lookUp(tolvan)).json.producers[0].lastChange, '2026-05-01T00:00:00.000Z');
    const gone = await hub.as(taxAgency, 'POST', '/areas/customer-events/withdrawals', { subjects: [other] });
    assert.deepEqual(gone.json, { withdrawn: 1 });
  });

  it('changed by one process are taken up by the next call of another', async () => {
    using folder = temporaryFolder();
    const [one, two] = await twoProcesses(folder.path);
    await announce(one, place, [
      { subject, ...span },
      { subject: second, ...span },
    ]);
    assert.deepEqual(await rotateKey(one), { kind: 'begun', generation: 2 });
    assert.deepEqual(await rotateKey(two), { kind: 'running' });
    assert.equal(await rekeyAll(one), 2);
    assert.equal(await held(two, subject), 1);
    assert.deepEqual(await rotateKey(two), { kind: 'begun', generation: 3 });
    assert.equal(one.keys.newest, 2);
    assert.deepEqual(await announce(one, place, [{ subject, ...span }]), { kind: 'announced', count: 1 });
    assert.equal(one.keys.newest, 3);
    assert.deepEqual(await withdraw(two, place, [subject, second]), { kind: 'withdrawn', count: 2 });
    assert.equal(await held(one, second), 0);
  });

  it('of another folder, or lost, stop the room from opening', async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const [{ store }] = await twoProcesses(folder.path);
    await assert.rejects(openSubjectKeys(elsewhere.path, store, at), /restore the key folder/);
    rmSync(join(folder.path, 'subject-1.key'));
    await assert.rejects(openSubjectKeys(folder.path, store, at), /subject-1\.key/);
  });
});
