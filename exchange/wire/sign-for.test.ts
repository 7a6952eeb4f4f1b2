import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RequestMessage } from '@ena/kernel/crypto/http-signatures/message.ts';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { systemClock } from '@ena/kernel/time.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { Gatherer } from '../load/gatherer.ts';
import { GroupSigner } from './group-signer.ts';
import { coverageOf } from './profile.ts';
import { signFor } from './sign-for.ts';

const message: RequestMessage = {
  kind: 'request',
  method: 'GET',
  targetUri: 'https://b.localhost/exchange/2021005489/foretag/%C3%A5',
  headers: new Map([['ena-purpose', ['bygglov']]]),
};

describe('the algorithm of a signature', () => {
  const folder = temporaryFolder();
  const context = {
    signing: openKeyRing(folder.path, 'signing', 'ES256'),
    clock: systemClock,
    config: { entityId: 'https://a.localhost' },
    groups: new GroupSigner(),
    signers: new Gatherer({ traffic: { joined: 0 }, most: 32, longestMs: 1, underWay: () => 100 }),
  } as unknown as Parameters<typeof signFor>[0];
  const sign = (algorithms: readonly string[], by = context) =>
    signFor(
      by,
      { signatureAlgorithms: new Set(algorithms) },
      coverageOf(['@method', '@target-uri', 'ena-purpose']),
      message,
    );

  const inPairs = async (algorithms: readonly string[], by = context) =>
    (await Promise.all([sign(algorithms, by), sign(algorithms, by)])).map((signed) => signed.signatureInput);

  it('is that of groups only for a partner that says it verifies them', async () => {
    const both = ['ecdsa-p256-sha256', 'ena-merkle-p256-sha256'];
    for (const signed of await inPairs(both)) assert.match(signed, /;alg="ena-merkle-p256-sha256"/);
    for (const partner of [[], ['ecdsa-p256-sha256']])
      for (const signed of await inPairs(partner)) assert.match(signed, /;alg="ecdsa-p256-sha256"/);
  });

  it('is the plain one for a message that has no company', async () => {
    assert.match((await sign(['ena-merkle-p256-sha256'])).signatureInput, /;alg="ecdsa-p256-sha256"/);
  });

  it('is the plain one where groups are switched off', async () => {
    for (const signed of await inPairs(['ena-merkle-p256-sha256'], { ...context, groups: undefined }))
      assert.match(signed, /;alg="ecdsa-p256-sha256"/);
  });

  it('messages signed at once are of one group, until the key changes', async () => {
    const partner = ['ena-merkle-p256-sha256'];
    const length = async (signed: ReturnType<typeof sign>) =>
      Buffer.from((await signed).signature.slice(5, -1), 'base64').length;
    assert.deepEqual(await Promise.all([sign(partner), sign(partner)].map(length)), [100, 100]);
    const { groups, signing } = context;
    const old = signing.active;
    signing.announce();
    signing.promote();
    const values = [old, old, signing.active].map((key) => groups?.sign('"@method": GET', key));
    assert.deepEqual(
      (await Promise.all(values)).map((value) => value?.length),
      [100, 100, 68],
    );
  });
});
