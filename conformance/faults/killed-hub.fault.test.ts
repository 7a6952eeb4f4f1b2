import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Connector, evidenceProblem, type Installation, install } from './installation.ts';

describe('kill -9 of the hub', { timeout: 90_000 }, () => {
  let place: Installation;
  before(async () => {
    place = await install();
  });
  after(() => place.close());

  const health = async (connector: Connector) =>
    JSON.parse(await (await fetch(`${connector.url}/health`)).text()) as {
      status: string;
      reasons: string[];
    };
  const logOf = async (connector: Connector) =>
    JSON.parse((await connector.admin('GET', '/status')).text).log as { size: number; cosignedSize: number };

  it('stops no exchange, is told in health, and its time stamps follow when it is back', async () => {
    assert.equal((await place.ask()).status, 200);
    await eventually(
      'both logs are stamped',
      async () =>
        (await logOf(place.consumer)).cosignedSize > 0 && (await logOf(place.provider)).cosignedSize > 0,
    );
    await place.hub.end('SIGKILL');
    const answers = [];
    for (let i = 0; i < 50; i += 1) answers.push(await place.ask());
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    for (const side of [place.consumer, place.provider]) {
      await eventually('health tells it', async () =>
        /The hub last answered at/.test((await health(side)).reasons.join(' ')),
      );
      assert.equal((await health(side)).status, 'degraded');
      const { size, cosignedSize } = await logOf(side);
      assert.ok(cosignedSize < size, 'nothing is stamped meanwhile');
    }

    for (const side of [place.consumer, place.provider]) {
      await side.program.end('SIGKILL');
      await side.program.start();
    }
    assert.equal(
      (await place.ask()).status,
      200,
      'also after both connectors were killed and started without it',
    );

    await place.hub.start();
    for (const side of [place.consumer, place.provider]) {
      await eventually('health is ready again', async () => (await health(side)).status === 'ready');
      await eventually('the stamps have followed', async () => (await logOf(side)).cosignedSize >= 51);
    }
    const stamped = String(answers.at(-1)?.headers['ena-exchange-id']);
    assert.equal(await evidenceProblem(place.consumer, stamped, place.anchorThumbprint), undefined);
    assert.equal((await place.ask()).status, 200);
  });
});

async function eventually(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > end) assert.fail(`not within 20 s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
