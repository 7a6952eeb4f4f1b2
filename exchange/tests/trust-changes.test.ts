import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { hour, systemClock } from '@ena/kernel/time.ts';
import { assertProves } from '@ena/testkit/judged-evidence.ts';
import { freePort } from '@ena/testkit/ports.ts';
import type { Reply } from './call.ts';
import { startManInTheMiddle } from './man-in-the-middle.ts';
import type { Organisation } from './organisation.ts';
import { eventually, must, startTwoOrganisations, type TwoOrganisations } from './two-organisations.ts';

const slugOf = (answer: Reply) =>
  String(answer.json?.type ?? answer.status)
    .split(':')
    .at(-1);

describe('keys are rotated under steady traffic', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  it('without one failed exchange, and every record still verifies', { timeout: 60_000 }, async () => {
    const before = { consumer: published(two.consumer), provider: published(two.provider) };
    const traffic = new Traffic(two);
    for (const round of ['announced', 'promoted', 'settled']) {
      const steps = [two.consumer, two.provider].flatMap((side) =>
        ['signing', 'tls', 'federation'].map((use) => rotate(side, use)),
      );
      for (const step of await Promise.all(steps)) assert.equal(step.json.step, round, step.text);
      await new Promise((resolve) => setTimeout(resolve, 2_100));
    }
    for (const side of [two.consumer, two.provider])
      assert.equal((await rotate(side, 'records')).json.step, 'rotated');
    const answers = await traffic.end();
    assert.deepEqual(
      answers.filter((answer) => answer.status !== 200).map((answer) => answer.text),
      [],
    );
    assert.ok(answers.length > 50, `${answers.length} exchanges`);
    for (const answer of sample(answers, 12)) {
      for (const side of [two.consumer, two.provider]) {
        await assertProves(await side.evidence(String(answer.headers['ena-exchange-id'])), {
          anchorThumbprints: [two.hub.thumbprint],
        });
      }
    }
    const now = { consumer: await published(two.consumer), provider: await published(two.provider) };
    for (const side of ['consumer', 'provider'] as const) {
      const old = await before[side];
      for (const part of ['signing', 'tls', 'federation'] as const) {
        assert.equal(now[side][part].length, 1, `${side} publishes one ${part} key again`);
        assert.notDeepEqual(now[side][part], old[part], `${side} has another ${part} key`);
      }
    }
    for (const side of [two.consumer, two.provider])
      assert.equal((await side.admin('POST', '/log/verify')).json.unreadableRecords, 0);
  });
});

const rotate = (side: Organisation, use: string) => side.admin('POST', '/keys/rotate', { use });

/** What the organisation tells of its keys, on its own peer port as at the hub. */
async function published(side: Organisation) {
  const answer = await fetch(`${side.config.anchor.url}/federation/entities/${side.orgnr}`);
  const claims = JSON.parse(Buffer.from((await answer.text()).split('.')[1] ?? '', 'base64url').toString());
  const kids = (keys: { kid: string }[]) => keys.map((key) => key.kid);
  const { jwks, tls_pins } = claims.metadata.ena_connector;
  return { signing: kids(jwks.keys), tls: tls_pins as string[], federation: kids(claims.jwks.keys) };
}

function sample<T>(all: readonly T[], count: number): T[] {
  return all.filter((_one, at) => at % Math.ceil(all.length / count) === 0);
}

/** Four systems that never pause. */
class Traffic {
  readonly #answers: Reply[] = [];
  readonly #loops: Promise<void>[];
  #going = true;

  constructor(two: TwoOrganisations) {
    this.#loops = Array.from({ length: 4 }, async () => {
      while (this.#going) {
        this.#answers.push(await two.ask('/dokument/1'));
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    });
  }

  async end(): Promise<Reply[]> {
    this.#going = false;
    await Promise.all(this.#loops);
    return this.#answers;
  }
}

describe('with the hub gone', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  it('exchanges go on, for three days and across restarts, and health says why it is degraded', async () => {
    assert.deepEqual((await two.consumer.call('/health')).json, { status: 'ready', reasons: [] });
    assert.equal((await two.ask('/eko')).status, 200);
    await two.hub.stop();
    assert.equal((await two.ask('/eko')).status, 200);
    await eventually(
      'health notices',
      async () => (await two.consumer.call('/health')).json.status === 'degraded',
    );
    const health = await two.consumer.call('/health');
    assert.equal(health.status, 200, 'degraded is not down');
    assert.match(
      health.json.reasons.join(' '),
      /hub last answered at .*; statements already fetched are used until they expire/,
    );

    for (const clock of [two.clocks.consumer, two.clocks.provider]) clock.shift(72 * hour);
    assert.equal((await two.ask('/eko')).status, 200, 'after 72 hours');
    assert.match((await two.consumer.call('/health')).json.reasons.join(' '), /Statements are ageing/);
    for (const side of [two.provider, two.consumer]) {
      await side.stop();
      await side.start();
    }
    const answer = await two.ask('/eko');
    assert.equal(answer.status, 200, `after a restart: ${answer.text}`);
  });

  it('the time stamp waits, and health says so', async () => {
    await eventually('health notices', async () =>
      /lack their time stamp: the witness cannot be reached/.test((await two.consumer.call('/health')).text),
    );
  });

  it('statements that have expired end it, with a reason that is the infrastructure’s', async () => {
    for (const clock of [two.clocks.consumer, two.clocks.provider]) clock.shift(25 * hour);
    const answer = await two.ask('/eko');
    assert.equal(answer.status, 503);
    assert.equal(slugOf(answer), 'trust-unavailable');
    assert.equal(answer.json.fault, 'infrastructure');
  });
});

describe('an organisation that is revoked', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  it('as consumer is refused within a refresh', async () => {
    assert.equal((await two.ask('/eko')).status, 200);
    await two.hub.revoke(two.consumer.orgnr);
    await eventually('refused', async () => (await two.ask('/eko')).status !== 200);
    const answer = await two.ask('/eko');
    assert.match(slugOf(answer) ?? '', /^(consumer-unknown|trust-unavailable)$/);
    await eventually('its own health says why', async () =>
      /the hub does not know this organisation/.test((await two.consumer.call('/health')).text),
    );
  });

  it('as provider is no longer called', async () => {
    await two.hub.revoke(two.provider.orgnr);
    const calls = () => two.service.seen.length;
    await eventually('not called', async () => {
      const before = calls();
      await two.ask('/eko');
      return calls() === before;
    });
  });
});

describe('a server at the provider’s address', () => {
  it('with another TLS key is told apart, and gets nothing', async () => {
    const port = await freePort();
    const two = await startTwoOrganisations({ provider: { exchangeEndpoint: `https://127.0.0.1:${port}` } });
    const middle = await startManInTheMiddle(port, two.provider, () => two.consumer);
    middle.close();
    const stranger = makeTlsIdentity('annan', systemClock, {
      days: 1,
      dnsNames: [],
      ipAddresses: ['127.0.0.1'],
    });
    writeFileSync(join(two.provider.folder, 'keys', 'tls', 'current.json'), JSON.stringify(stranger));
    const rogue = await startManInTheMiddle(port, two.provider, () => two.consumer);
    const answer = await two.ask('/eko', { headers: { 'ena-subject': '191212121212' } });
    assert.equal(slugOf(answer), 'provider-mismatch');
    assert.equal(answer.status, 502);
    assert.equal(rogue.requests.length, 0, 'the request reached the stranger');
    rogue.close();
    await two.close();
  });
});

describe('clocks that differ', () => {
  let two: TwoOrganisations;
  before(async () => {
    two = await startTwoOrganisations();
  });
  after(() => two.close());

  for (const [seconds, expected] of [
    [50, '200'],
    [-50, '200'],
    [75, 'clock-skew'],
    [-75, 'clock-skew'],
  ] as const) {
    it(`by ${seconds} s: ${expected}`, async () => {
      two.clocks.consumer.shift(seconds * 1000);
      const answer = await two.ask('/status/200');
      two.clocks.consumer.shift(-seconds * 1000);
      assert.equal(slugOf(answer), expected, answer.text);
      if (expected === 'clock-skew') assert.match(answer.json.detail, /differ by 7[3-7] s/);
    });
  }
});

describe('a service that is new, or gone', () => {
  it('is found without waiting, and refused when it is withdrawn', async () => {
    const two = await startTwoOrganisations();
    assert.equal((await two.ask('/eko')).status, 200);
    await must(
      two.provider.admin('POST', '/services', {
        id: 'ny',
        title: 'Ny',
        url: two.service.url,
        operations: [{ method: 'GET', path: '/eko' }],
      }),
    );
    await eventually(
      'the new service is known',
      async () =>
        slugOf(
          await two.consumer.call(`/exchange/${two.provider.orgnr}/ny/eko`, {
            headers: { 'ena-purpose': 'x', 'ena-legal-basis': 'y' },
          }),
        ) === 'grant-missing',
    );
    const inUse = await two.provider.admin('DELETE', '/services/foretag');
    assert.equal(inUse.status, 409);
    await must(two.provider.admin('DELETE', '/services/ny'));
    await eventually(
      'the service is gone',
      async () =>
        slugOf(
          await two.consumer.call(`/exchange/${two.provider.orgnr}/ny/eko`, {
            headers: { 'ena-purpose': 'x', 'ena-legal-basis': 'y' },
          }),
        ) === 'service-unknown',
    );
    await two.close();
  });
});
