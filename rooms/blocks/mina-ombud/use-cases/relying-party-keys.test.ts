import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { day, hour, second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openRelyingPartyKeys } from './relying-party-keys.ts';

const sundsvall = '2120002411';
const karlskrona = '2120000829';

describe('the keys of relying parties', () => {
  const removers: (() => void)[] = [];
  after(() => {
    for (const remove of removers) remove();
  });

  function start() {
    const folder = temporaryFolder();
    removers.push(folder.remove);
    const clock = fixedClock();
    const open = () =>
      openRelyingPartyKeys({
        folder: folder.path,
        clock,
        log: silentLogger,
        keyDays: 100,
        overlapHours: 24,
        keptDays: 30,
      });
    const kids = async (keys = one) => (await keys.published(sundsvall)).map(({ kid }) => kid);
    const one = open();
    return { clock, open, one, kids, place: join(folder.path, 'relying-parties', sundsvall) };
  }

  it('are one set for each, made at the first use, the signing one published first', async () => {
    const { one } = start();
    const [signing, published, other] = await Promise.all([
      one.signing(sundsvall),
      one.published(sundsvall),
      one.signing(karlskrona),
    ]);
    assert.deepEqual(
      published.map(({ kid }) => kid),
      [signing.kid],
    );
    assert.notEqual(other.kid, signing.kid);
  });

  it('are the same in two processes that begin at once, and after a restart', async () => {
    const { one, open } = start();
    const [a, b] = await Promise.all([one.signing(sundsvall), open().signing(sundsvall)]);
    assert.equal(a.kid, b.kid);
    assert.equal((await open().signing(sundsvall)).kid, a.kid);
  });

  it('are announced, published and then sign, so that no signature is by a key that nobody could fetch', async () => {
    const { one, clock, kids } = start();
    const old = (await one.signing(sundsvall)).kid;
    clock.advance(99 * day - second);
    assert.deepEqual(await kids(), [old]);
    clock.advance(11 * second);
    const [first, next = ''] = await kids();
    assert.equal(first, old);
    assert.equal((await one.signing(sundsvall)).kid, old);
    clock.advance(day);
    assert.equal((await one.signing(sundsvall)).kid, next);
    assert.deepEqual(await kids(), [next, old]);
  });

  it('leave the disk when nothing is verified with them any more', async () => {
    const { one, clock, kids, place } = start();
    await one.rotate(sundsvall, false);
    const [old] = await kids();
    clock.advance(day + 30 * day + hour);
    assert.equal((await kids()).includes(old ?? ''), false);
    assert.deepEqual(readdirSync(place), ['000002.pem']);
  });

  it('are announced once, however often the operator says so, and in every process', async () => {
    const { one, open, clock, kids } = start();
    const other = open();
    await other.signing(sundsvall);
    const [first, again] = [await one.rotate(sundsvall, false), await one.rotate(sundsvall, false)];
    assert.deepEqual(first, again);
    assert.equal(first.length, 2);
    clock.advance(10 * second);
    assert.deepEqual(await kids(other), first);
    clock.advance(day);
    assert.equal((await other.signing(sundsvall)).kid, (await one.signing(sundsvall)).kid);
  });

  it('are all withdrawn at once where they have leaked, in every process within ten seconds', async () => {
    const { one, open, clock, kids, place } = start();
    const other = open();
    const leaked = (await other.signing(sundsvall)).kid;
    await one.rotate(sundsvall, false);
    const published = await one.rotate(sundsvall, true);
    assert.equal(published.length, 1);
    assert.notEqual(published[0], leaked);
    assert.equal((await one.signing(sundsvall)).kid, published[0]);
    assert.equal(readdirSync(place).length, 1);
    clock.advance(10 * second);
    assert.deepEqual(await kids(other), published);
  });

  it('stay as they were while the folder cannot be read', async () => {
    const { one, clock, place } = start();
    const before = await one.signing(sundsvall);
    writeFileSync(join(place, '000002.pem'), 'skräp');
    clock.advance(hour);
    assert.equal((await one.signing(sundsvall)).kid, before.kid);
  });

  it('belong to an organisation number and to nothing that could be a path', async () => {
    const { one } = start();
    await assert.rejects(one.signing('../../etc'), /organisation number/);
  });
});
