import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fixedClock } from '@ena/testkit/clock.ts';
import { openStore } from '../tests/open-store.ts';
import { type FiledDocument, importDocument } from './import-document.ts';

const zip = new Uint8Array([0x50, 0x4b, 0x03, 0x04, 0xe5]);
const filed: FiledDocument = {
  identity: '556000-0167',
  periodEnd: '2024-12-31',
  registeredOn: '2025-06-30',
  bytes: zip,
};

test('a report is stored under a new id and listed with its dates', async () => {
  const store = await openStore();
  const tools = { store, clock: fixedClock(), mostBytes: 100 };
  const first = await importDocument(tools, filed);
  const second = await importDocument(tools, { ...filed, periodEnd: '20231231' });
  assert.ok(first.kind === 'stored' && second.kind === 'stored' && first.id !== second.id);
  assert.match(first.id, /^[0-9a-f-]{36}_paket$/);
  const listed = await store.documents('5560000167');
  assert.deepEqual(
    listed.map(({ id, periodEnd, registeredOn }) => [id, periodEnd, registeredOn]),
    [
      [first.id, '2024-12-31', '2025-06-30'],
      [second.id, '2023-12-31', '2025-06-30'],
    ],
  );
  assert.deepEqual(Buffer.from((await store.documentBytes(first.id))?.bytes ?? []), Buffer.from(zip));
});

const refusals: readonly [changes: Partial<FiledDocument>, kind: string][] = [
  [{ identity: '5560000168' }, 'wrong-identity'],
  [{ identity: '' }, 'wrong-identity'],
  [{ periodEnd: '2024-02-30' }, 'wrong-date'],
  [{ registeredOn: 'i går' }, 'wrong-date'],
  [{ bytes: new Uint8Array(101) }, 'too-large'],
  [{ bytes: new Uint8Array([0x25, 0x50, 0x44, 0x46]) }, 'not-a-zip'],
  [{ bytes: new Uint8Array() }, 'not-a-zip'],
];

for (const [changes, kind] of refusals) {
  test(`refuses ${JSON.stringify(Object.keys(changes))} as ${kind} and stores nothing`, async () => {
    const addDocument = () => assert.fail('it must not be stored');
    const outcome = await importDocument(
      { store: { addDocument }, clock: fixedClock(), mostBytes: 100 },
      { ...filed, ...changes },
    );
    assert.equal(outcome.kind, kind);
  });
}
