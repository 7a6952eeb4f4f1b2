import assert from 'node:assert/strict';
import { test } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { minute, second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { hubDocuments } from './hub-documents.ts';

const karlskrona = '2120000829';

function open(t: { after(end: () => void): void }) {
  const folder = temporaryFolder();
  t.after(() => folder[Symbol.dispose]());
  const clock = fixedClock();
  const ended: { id: string; at: number }[] = [];
  const asked: number[] = [];
  const ring = openKeyRing(folder.path, 'documents', 'ES256', clock);
  const store = {
    endedSince: async (at: number) => {
      asked.push(at);
      return ended.filter((one) => one.at >= at);
    },
  };
  const key = { kid: 'å', kty: 'RSA', x5c: ['lång'] };
  const keysOf = async (orgnr: string) => (orgnr === karlskrona ? [key] : undefined);
  const documents = hubDocuments({ store, ring, clock, issuer: 'https://ena.example', keysOf });
  const payload = async (jwt: string, typ: string) => {
    const keys = ring.all.map(({ publicJwk }) => publicJwk);
    const verified = await verifyJwt(jwt, { typ, keys, now: clock.now() });
    assert.ok(verified.ok);
    return verified.value.payload;
  };
  return { clock, ended, asked, ring, documents, payload };
}

test('the list names what ended in the last quarter of an hour, and is signed anew each second', async (t) => {
  const { clock, ended, asked, documents, payload } = open(t);
  const now = clock.now();
  ended.push({ id: 'gammal', at: now - 16 * minute }, { id: 'ny', at: now - 14 * minute });
  const first = await payload(await documents.status(), 'ena-mandate-status+jwt');
  assert.deepEqual([first.ended, first.since], [['ny'], Math.ceil((now - 15 * minute) / 1000)]);
  await documents.status();
  assert.equal(asked.length, 1);
  ended.push({ id: 'nyss', at: now });
  clock.advance(second);
  const next = await payload(await documents.status(), 'ena-mandate-status+jwt');
  assert.deepEqual(next.ended, ['ny', 'nyss']);
});

test('keys are signed for their relying party, by the key that is active now', async (t) => {
  const { documents, ring, payload } = open(t);
  assert.equal(await documents.keysOf('2120002411'), undefined);
  const keys = await payload((await documents.keysOf(karlskrona)) ?? '', 'ena-mandate-keys+jwt');
  assert.deepEqual([keys.sub, keys.jwks], [karlskrona, { keys: [{ kid: 'å', kty: 'RSA' }] }]);
  ring.announce();
  ring.promote();
  await payload((await documents.keysOf(karlskrona)) ?? '', 'ena-mandate-keys+jwt');
});
