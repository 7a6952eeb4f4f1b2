import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { PublicJwk } from '@ena/kernel/crypto/keys.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { day, hour, minute, second } from '@ena/kernel/time.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { openDocumentKeys } from './document-keys.ts';
import { hubDocuments } from './hub-documents.ts';

const karlskrona = '2120000829';

function open(t: { after(end: () => void): void }) {
  const folder = temporaryFolder();
  t.after(() => folder[Symbol.dispose]());
  const clock = fixedClock();
  const ended: { id: string; at: number }[] = [];
  const asked: number[] = [];
  /** What the anchor's statement names. */
  let announced: readonly PublicJwk[] = [];
  const openKeys = () =>
    openDocumentKeys({
      folder: folder.path,
      clock,
      log: silentLogger,
      keyDays: 100,
      overlapHours: 24,
      announce: (named) => {
        announced = named;
      },
    });
  const keys = openKeys();
  const store = {
    endedSince: async (at: number, limit: number) => {
      asked.push(at);
      return ended.filter((one) => one.at >= at).slice(0, limit);
    },
  };
  const key = { kid: 'å', kty: 'RSA', x5c: ['lång'] };
  const keysOf = async (orgnr: string) => (orgnr === karlskrona ? [key] : undefined);
  const documents = hubDocuments({
    store,
    keys,
    clock,
    issuer: 'https://ena.example',
    keysOf,
    isElsewhere: () => false,
  });
  const payload = async (jwt: string, typ: string) => {
    const verified = await verifyJwt(jwt, { typ, keys: announced, now: clock.now() });
    assert.ok(verified.ok);
    return verified.value.payload;
  };
  return {
    clock,
    ended,
    asked,
    keys,
    openKeys,
    named: () => announced,
    documents,
    payload,
    place: folder.path,
  };
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

test('keys are signed for their relying party', async (t) => {
  const { documents, payload } = open(t);
  assert.equal(await documents.keysOf('2120002411'), undefined);
  const keys = await payload((await documents.keysOf(karlskrona)) ?? '', 'ena-mandate-keys+jwt');
  assert.deepEqual(
    [keys.sub, keys.jwks, keys.ended],
    [karlskrona, { keys: [{ kid: 'å', kty: 'RSA' }] }, 'listed'],
  );
});

test('a key of the room is named a day before it signs, and as long after as its documents are kept', async (t) => {
  const { clock, keys, named, documents, payload } = open(t);
  const kidOf = async () => headerOf(await documents.status()).kid;
  const [old = '', next = ''] = keys.rotate(false).map(({ kid }) => kid);
  assert.deepEqual(
    keys.rotate(false).map(({ kid }) => kid),
    [old, next],
    'one successor is enough',
  );
  const lasting = (await documents.keysOf(karlskrona)) ?? '';
  assert.equal(headerOf(lasting).kid, old);
  clock.advance(day - second);
  assert.equal(await kidOf(), old);
  clock.advance(11 * second);
  assert.equal(await kidOf(), next);
  clock.advance(2 * day);
  await payload(lasting, 'ena-mandate-keys+jwt');
  assert.deepEqual(
    named().map(({ kid }) => kid),
    [next, old],
  );
  clock.advance(3 * day);
  assert.deepEqual(
    keys.published.map(({ kid }) => kid),
    [next],
  );
});

test('they rotate by themselves, few are ever named, and every process names the same', (t) => {
  const { clock, keys, openKeys } = open(t);
  const other = openKeys();
  const seen = new Set<string>();
  for (let passed = 0; passed < 350; passed += 1) {
    clock.advance(day);
    for (const { kid } of keys.published) seen.add(kid);
    assert.ok(keys.published.length <= 2);
    assert.deepEqual(other.published, keys.published);
    assert.equal(keys.signing.kid, keys.published[0]?.kid);
  }
  assert.equal(seen.size, 4);
});

test('keys that leaked go at once, from the disk and from the statement', async (t) => {
  const { clock, keys, openKeys, named, documents, place } = open(t);
  const other = openKeys();
  keys.rotate(false);
  const before = keys.published.map(({ kid }) => kid);
  const [now, ...more] = keys.rotate(true);
  assert.deepEqual([more, named()], [[], [now]]);
  assert.equal(before.includes(now?.kid ?? ''), false);
  assert.equal(headerOf(await documents.status()).kid, now?.kid);
  assert.equal(readdirSync(join(place, 'document-keys')).length, 1);
  clock.advance(10 * second);
  assert.equal(other.signing.kid, now?.kid);
});

test('a ring of keys that nothing names any more is gone from the disk, and the keys in use stay', (t) => {
  const { keys, openKeys, place } = open(t);
  const ring = join(place, 'documents');
  mkdirSync(ring);
  for (const file of ['ring.json', `${'k'.repeat(43)}.pem`])
    writeFileSync(join(ring, file), 'gammal nyckel åäö');
  const before = keys.published;
  assert.deepEqual(openKeys().published, before);
  assert.deepEqual(readdirSync(place), ['document-keys']);
  assert.deepEqual(openKeys().published, before, 'once it is gone as well');
});

test('a folder that is damaged later leaves the keys as they were, and stops the next start', (t) => {
  const { clock, keys, openKeys, place } = open(t);
  const before = keys.published;
  writeFileSync(join(place, 'document-keys', `1-${'k'.repeat(43)}.pem`), 'trasig nyckel åäö');
  clock.advance(hour);
  assert.deepEqual(keys.published, before);
  assert.throws(openKeys, /damaged/);
});

function headerOf(jwt: string): { readonly kid: string } {
  return JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString('utf8'));
}

test('where more ended than a list can name, connectors are told to ask about each context', async (t) => {
  const { clock, ended, documents, payload } = open(t);
  const at = clock.now();
  for (let i = 0; i < 50_000; i++)
    ended.push({ id: `8ba13558-f639-40ca-a009-${i.toString().padStart(12, '0')}`, at });
  const full = await documents.status();
  assert.ok(full.length < 4_000_000, 'what a connector takes');
  const expected = { typ: 'ena-mandate-status+jwt', keys: [], now: at, maxBytes: 4_000_000 };
  assert.equal((await verifyJwt(full, expected)).ok, false, 'by nobody’s key');
  ended.push({ id: 'en till', at });
  clock.advance(second);
  const asking = await payload(await documents.status(), 'ena-mandate-status+jwt');
  assert.equal(asking.ended, 'asked');
});
