import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { generateRsaKey, type RsaSigningKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { createSignedContexts } from './signed-contexts.ts';

const content = { fullmaktsgivare: { namn: 'Bokföringsbyrån i Åmål AB' }, tredjeman: '2120002411' };

describe('a signed context', () => {
  let first: RsaSigningKey;
  let second_: RsaSigningKey;
  before(async () => {
    [first, second_] = await Promise.all([generateRsaKey(), generateRsaKey()]);
  });

  function start(most?: number) {
    const clock = fixedClock('2026-11-22T11:00:00.700Z');
    const state = { key: first };
    const signed = createSignedContexts({
      keys: { signing: async () => state.key },
      clock,
      ...(most !== undefined && { most }),
    });
    return { clock, state, signed };
  }

  it('is signed with its instant, in whole seconds of Swedish time', async () => {
    const { signed } = start();
    const { time, signature } = await signed.sign('2120002411', content, 'tidpunkt', {});
    assert.equal(time, '2026-11-22T12:00:00+01:00');
    const keys = readKeySet({ keys: [rsaPublicJwk(first, { commonName: 'x', from: 0, days: 1 })] });
    assert.ok(verifyDetached({ tidpunkt: time, ...content }, signature, keys).ok);
    assert.ok(!verifyDetached({ svarstidpunkt: time, ...content }, signature, keys).ok);
  });

  it('is given again for ninety seconds while its content is the same, whatever the order of members', async () => {
    const { signed, clock } = start();
    const a = await signed.sign('2120002411', content, 'tidpunkt', {});
    clock.advance(89 * second);
    const { tredjeman, fullmaktsgivare } = content;
    assert.deepEqual(await signed.sign('2120002411', { tredjeman, fullmaktsgivare }, 'tidpunkt', {}), a);
    clock.advance(2 * second);
    const b = await signed.sign('2120002411', content, 'tidpunkt', {});
    assert.equal(b.time, '2026-11-22T12:01:31+01:00');
    assert.deepEqual(signed.counts, { signed: 2, reused: 1 });
  });

  it('is signed anew when anything in it changes, for another relying party, under another stamp and by another key', async () => {
    const { signed, state } = start();
    await signed.sign('2120002411', content, 'tidpunkt', {});
    await signed.sign('2120002411', { ...content, behorigheter: [] }, 'tidpunkt', {});
    await signed.sign('2120000829', content, 'tidpunkt', {});
    await signed.sign('2120002411', content, 'svarstidpunkt', {});
    state.key = second_;
    await signed.sign('2120002411', content, 'tidpunkt', {});
    assert.deepEqual(signed.counts, { signed: 5, reused: 0 });
  });

  it('is signed anew when the clock was set back', async () => {
    const { signed, clock } = start();
    await signed.sign('2120002411', content, 'tidpunkt', {});
    clock.advance(-60 * second);
    await signed.sign('2120002411', content, 'tidpunkt', {});
    assert.equal(signed.counts.signed, 2);
  });

  it('is signed once for many who ask at once', async () => {
    const { signed } = start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => signed.sign('2120002411', content, 'tidpunkt', {})),
    );
    assert.equal(new Set(answers.map(({ signature }) => signature.signature)).size, 1);
    assert.deepEqual(signed.counts, { signed: 1, reused: 19 });
  });

  it('is forgotten when too many have been signed since, the one used longest ago first', async () => {
    const { signed } = start(2);
    const sign = (n: number) => signed.sign('2120002411', { ...content, n }, 'tidpunkt', {});
    await sign(1);
    await sign(2);
    await sign(1);
    await sign(3);
    await sign(1);
    assert.deepEqual(signed.counts, { signed: 3, reused: 2 });
    await sign(2);
    assert.deepEqual(signed.counts, { signed: 4, reused: 2 });
  });

  it('is not remembered where it could not be signed', async () => {
    const { signed } = start();
    await assert.rejects(signed.sign('2120002411', { namn: '\ud800' }, 'tidpunkt', {}), /canonical/);
    assert.deepEqual(signed.counts, { signed: 0, reused: 0 });
  });
});
