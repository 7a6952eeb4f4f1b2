import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type Connector,
  consumerOrgnr,
  evidenceProblem,
  type Installation,
  install,
  type Reply,
  recorded,
} from './installation.ts';

/** Each organisation's log lies on a disk of its own, of this size. Needs root, to mount it. */
const diskBytes = 3 * 1024 * 1024;

describe('a full disk under the evidence log', { timeout: 120_000 }, () => {
  let place: Installation;
  const mounted: string[] = [];
  before(async () => {
    place = await install({ prepare: (_orgnr, folder) => mounted.push(mountSmallDisk(join(folder, 'log'))) });
  });
  after(async () => {
    for (const side of [place.consumer, place.provider]) await side.program.end('SIGKILL');
    for (const folder of mounted) execFileSync('umount', [folder]);
    await place.close();
  });

  for (const side of ['consumer', 'provider'] as const) {
    it(`of the ${side}: calls are refused, nothing is acknowledged, and it recovers by itself`, async () => {
      const connector = place[side];
      const log = join(connector.folder, 'log');
      assert.equal((await place.ask()).status, 200);
      const filler = join(log, 'filler');
      fill(log, filler);
      const answers: Reply[] = [];
      for (let i = 0; i < 40; i += 1) {
        answers.push(await place.ask());
        fill(log, filler);
        await pause(25);
      }
      // What fitted into the last half-filled page before the disk was full is acknowledged rightly.
      const refused = answers.filter(({ status }) => status !== 200);
      assert.ok(refused.length >= 20, `${refused.length} of ${answers.length} were refused`);
      for (const answer of refused) {
        assert.equal(answer.status, 503, answer.text);
        const problem = JSON.parse(answer.text);
        assert.equal(problem.type, 'urn:ena:problem:exchange:evidence-unavailable');
        assert.equal(problem.fault, 'infrastructure');
      }
      const health = await (await fetch(`${connector.url}/health`)).text();
      assert.match(health, /evidence log refuses entries \(disk-full\)/);
      const calls = place.serviceCalls();
      for (let i = 0; i < 25; i += 1) {
        assert.equal((await place.ask()).status, 503);
        fill(log, filler);
        await pause(100);
        const still = await (await fetch(`${connector.url}/health`)).text();
        assert.match(still, /evidence log refuses entries \(disk-full\)/);
      }
      assert.equal(place.serviceCalls(), calls, 'the service is called though nobody could prove it');

      rmSync(filler);
      await hasRoom(connector);
      const after = await place.ask();
      assert.equal(after.status, 200, after.text);
      for (const one of [place.consumer, place.provider]) {
        const there = await recorded(one);
        for (const { status, headers } of [...answers, after])
          if (status === 200)
            assert.equal(there.get(String(headers['ena-exchange-id']))?.outcome, 'answered');
        const verified = JSON.parse((await one.admin('POST', '/log/verify')).text);
        assert.equal(verified.ok, true, JSON.stringify(verified));
      }
      assert.equal(
        await evidenceProblem(connector, String(after.headers['ena-exchange-id']), place.anchorThumbprint),
        undefined,
      );
      assert.ok(place.consumer.program.runs && place.provider.program.runs);
    });
  }

  it('a connector whose log was full at its end starts again', async () => {
    const log = join(place.consumer.folder, 'log');
    const filler = join(log, 'filler');
    fill(log, filler);
    for (let i = 0; i < 5; i += 1) await place.ask();
    await place.consumer.program.end('SIGKILL');
    rmSync(filler);
    await place.consumer.program.start();
    assert.equal((await place.ask()).status, 200);
    assert.equal(place.consumer.folder.endsWith(consumerOrgnr), true);
  });
});

/** The connector finds out by itself, within a second or two. */
async function hasRoom({ url }: Connector): Promise<void> {
  for (const end = Date.now() + 5_000; Date.now() < end; await pause(50))
    if (!(await (await fetch(`${url}/health`)).text()).includes('evidence log')) return;
  assert.fail('the log still refuses entries');
}

function mountSmallDisk(folder: string): string {
  mkdirSync(folder, { mode: 0o700 });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${diskBytes},mode=0700`, 'tmpfs', folder]);
  return folder;
}

/** Takes every block that is left. */
function fill(folder: string, file: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail === 0) return;
  try {
    writeFileSync(file, Buffer.alloc(bavail * bsize), { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
