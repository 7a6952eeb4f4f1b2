import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Installation, install } from './installation.ts';
import type { Program } from './program.ts';

const mostMegabytes = 200;
const idleMs = 5_000;

describe('a connector that has nothing to do', { timeout: 120_000 }, () => {
  let place: Installation;
  before(async () => {
    place = await install();
  });
  after(() => place.close());

  it(`holds at most ${mostMegabytes} MB of memory`, async (t) => {
    assert.equal((await place.ask()).status, 200);
    await new Promise((resolve) => setTimeout(resolve, idleMs));
    for (const side of ['consumer', 'provider'] as const) {
      const megabytes = residentMegabytes(place[side].program);
      t.diagnostic(`${side}: ${Math.round(megabytes)} MB`);
      assert.ok(megabytes > 0 && megabytes <= mostMegabytes, `${side}: ${megabytes} MB`);
    }
  });
});

/** https://docs.kernel.org/filesystems/proc.html, `VmRSS` */
function residentMegabytes({ pid }: Program): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1_000_000;
}
