import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IdentityStore } from './store.ts';

const noon = Date.UTC(2026, 10, 22, 12);
const key = (kid: string, from = noon) => ({
  kid,
  jwk: { kty: 'EC', crv: 'P-256', x: 'å', y: 'ö', kid },
  from,
});

/** What every store of this room keeps of the keys of e-signatures. `fresh` answers an empty one. */
export function signatureKeySuite(fresh: () => Promise<IdentityStore>): void {
  describe('identity store: keys of e-signatures', () => {
    it('stay as they were added, newest first, whatever is swept', async () => {
      const { signatureKeys, sweep } = await fresh();
      await signatureKeys.add(key('a'));
      await signatureKeys.add(key('b', noon + 1000));
      await signatureKeys.add({ ...key('a'), from: noon + 5000, jwk: { kty: 'OKP' } });
      await sweep(noon + 1_000_000_000);
      assert.deepEqual(await signatureKeys.find('a'), { ...key('a'), withdrawnAt: undefined });
      assert.deepEqual(
        (await signatureKeys.all()).map(({ kid }) => kid),
        ['b', 'a'],
      );
      assert.equal(await signatureKeys.find('c'), undefined);
    });

    it('are withdrawn once, and are there all the same', async () => {
      const { signatureKeys } = await fresh();
      await signatureKeys.add(key('a'));
      await signatureKeys.add(key('b'));
      await signatureKeys.withdraw(['a', 'okänd'], noon);
      await signatureKeys.withdraw(['a'], noon + 1000);
      await signatureKeys.withdraw([], noon);
      assert.equal((await signatureKeys.find('a'))?.withdrawnAt, noon);
      assert.equal((await signatureKeys.find('b'))?.withdrawnAt, undefined);
    });
  });
}
