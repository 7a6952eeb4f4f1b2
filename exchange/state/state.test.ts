import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { Grant } from '@ena/kernel/permit/grant.ts';
import { type TemporaryFolder, temporaryFolder } from '@ena/testkit/folder.ts';
import { Grants } from './grants.ts';
import { inTransaction } from './in-transaction.ts';
import { migrations } from './migrations.ts';
import { openState } from './open-state.ts';
import { type Service, Services } from './services.ts';

describe('the state of a connector', () => {
  let folder: TemporaryFolder;
  let db: DatabaseSync;
  beforeEach(() => {
    folder = temporaryFolder();
    db = openState(folder.path);
  });
  afterEach(() => {
    db.close();
    folder.remove();
  });

  const service: Service = {
    id: 'foretag',
    title: 'Företag åäö',
    url: 'http://127.0.0.1:1',
    operations: [{ method: 'GET', path: '/{a}' }],
    upstream: undefined,
    timeoutMs: 5_000,
  };
  const grant = (id: string, consumer: string): Grant => ({
    id,
    consumer,
    service: 'foretag',
    operations: service.operations,
    purposes: ['x'],
    legalBasis: ['y'],
    validFrom: 0,
    validTo: undefined,
    agreement: 'Avtal å',
  });

  it('has its services and grants again after a restart', () => {
    const upstream = {
      kind: 'oauth',
      tokenUrl: 'https://x',
      clientId: 'c',
      secretFile: '/f',
      scope: 's',
    } as const;
    new Services(db).save({ ...service, upstream }, 0);
    new Grants(db).add({ ...grant('g1', '2120000829/ekonomi'), validTo: 5 }, 0);
    const again = openState(folder.path);
    assert.deepEqual(new Services(again).all(), [{ ...service, upstream }]);
    assert.deepEqual(new Grants(again).ofOrganisation('2120000829'), [
      { ...grant('g1', '2120000829/ekonomi'), validTo: 5 },
    ]);
    again.close();
  });

  it('finds grants by the consumer’s number, also those of one system, and no one else’s', () => {
    const grants = new Grants(db);
    for (const [id, consumer] of [
      ['g1', '2120000829'],
      ['g2', '2120000829/ekonomi'],
      ['g3', '2021005489'],
    ] as const)
      grants.add(grant(id, consumer), 0);
    assert.deepEqual(
      grants.ofOrganisation('2120000829').map(({ id }) => id),
      ['g1', 'g2'],
    );
    assert.deepEqual(grants.ofOrganisation('5560160680'), []);
    assert.equal(grants.remove('g1'), true);
    assert.equal(grants.remove('g1'), false);
    assert.deepEqual(
      grants.ofOrganisation('2120000829').map(({ id }) => id),
      ['g2'],
    );
  });

  it('of the release before keeps its services, which ask for no mandate until they are told to', () => {
    const older = temporaryFolder();
    const file = new DatabaseSync(join(older.path, 'state.sqlite'));
    file.exec(`${migrations[0]}; pragma user_version = 1`);
    file
      .prepare(
        `insert into service (id, title, url, operations, timeout_ms, created_at) values (?, ?, ?, ?, ?, 0)`,
      )
      .run(service.id, service.title, service.url, JSON.stringify(service.operations), service.timeoutMs);
    file.close();
    const opened = openState(older.path);
    const services = new Services(opened);
    assert.deepEqual(services.find('foretag'), service);
    const asking = { ...service, mandate: { required: true, permissions: ['bygglov.ansök'] } };
    services.save(asking, 0);
    assert.deepEqual(new Services(opened).find('foretag'), asking);
    opened.close();
    older.remove();
  });

  it('of a newer release is refused with what to do, not read as if it were old', () => {
    db.exec('pragma user_version = 99');
    assert.throws(() => openState(folder.path), /newer release \(version 99/);
  });

  it('is private to its owner', () => {
    for (const name of readdirSync(folder.path))
      assert.equal(statSync(join(folder.path, name)).mode & 0o077, 0, name);
  });

  it('never has half a change: an error in the middle takes all of it back', () => {
    const write = () =>
      inTransaction(db, () => {
        db.prepare("insert into statement (sha256, jwt) values ('a', 'b')").run();
        throw new Error('disk full');
      });
    assert.throws(write, /disk full/);
    assert.equal(db.isTransaction, false);
    assert.equal(db.prepare('select count(*) as n from statement').get()?.n, 0);
    inTransaction(db, () => void db.prepare("insert into statement (sha256, jwt) values ('a', 'b')").run());
    assert.equal(db.prepare('select count(*) as n from statement').get()?.n, 1);
  });

  it('has audit rows that nobody changes or removes', () => {
    db.exec(
      "insert into audit_row (at, room, operation, caller, status, request_id) values (1, 'r', 'o', 'c', 200, 'i')",
    );
    assert.throws(() => db.exec('update audit_row set status = 500'), /never changed/);
    assert.throws(() => db.exec('delete from audit_row'), /never removed/);
  });
});
