import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '@ena/kernel/store/database.ts';
import type { SigningAuthority } from '../domain/signing-authority.ts';
import { migrations } from './migrations.ts';
import { createSigningStore } from './signing-queries.ts';
import type { SigningStore } from './signing-store.ts';
import type { CompanyTables } from './tables.ts';

const authority: SigningAuthority = {
  organisationNumber: '2120002494',
  signatories: [{ personalNumber: '198002012386', name: 'Åsa Testsson', role: 'ordförande' }],
  rules: [{ need: 1, among: ['198002012386'] }],
  asOf: '2026-02-01',
  source: 'operator',
};

/** The contract of `signing-store.ts`, run on every engine. */
export function signingStoreSuite(engine: string, open: () => Promise<Database>, schema: () => string): void {
  const fresh = async (): Promise<SigningStore> => {
    const database = await open();
    const name = schema();
    const migrated = await database.migrate(name, migrations);
    if (!migrated.ok) throw new Error(migrated.error);
    return createSigningStore(database.schema<CompanyTables>(name));
  };

  test(`${engine}: an authority is kept whole, replaced and removed`, async () => {
    const store = await fresh();
    assert.equal(await store.signingAuthority('2120002494'), undefined);
    assert.equal(await store.saveSigningAuthority(authority), 'added');
    assert.deepEqual(await store.signingAuthority('2120002494'), authority);
    const later = { ...authority, asOf: '2026-03-01', rules: [] };
    assert.equal(await store.saveSigningAuthority(later), 'replaced');
    assert.deepEqual(await store.signingAuthority('2120002494'), later);
    assert.equal(await store.removeSigningAuthority('2120002494'), true);
    assert.equal(await store.removeSigningAuthority('2120002494'), false);
  });

  test(`${engine}: a person's organisations are found by the person's number`, async () => {
    const store = await fresh();
    const other = { ...authority, organisationNumber: '2120000829' };
    await store.saveSigningAuthority(authority);
    await store.saveSigningAuthority(other);
    assert.deepEqual(await store.organisationsSignedBy('198002012386'), ['2120000829', '2120002494']);
    assert.deepEqual(await store.organisationsSignedBy('198002012394'), []);
  });

  test(`${engine}: the sandbox’s own never replace what an operator has loaded`, async () => {
    const store = await fresh();
    await store.saveSigningAuthority(authority);
    const other = { ...authority, organisationNumber: '2120000829', source: 'sandbox' } as const;
    await store.seedSigningAuthorities([{ ...authority, source: 'sandbox', asOf: '2020-01-01' }, other]);
    assert.deepEqual(await store.signingAuthority('2120002494'), authority);
    assert.deepEqual(await store.signingAuthority('2120000829'), other);
  });
}
