import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { csvLine } from '../domain/csv-cell.ts';
import { readCsv } from '../domain/csv-reader.ts';
import type { Mandate } from '../domain/mandate.ts';
import { exportHandler } from '../http/own/csv.ts';
import type { Tools } from '../http/own/tools.ts';
import { exportColumns } from '../wire/own/csv.ts';
import { people } from './granting-room.ts';
import { type LifeRoom, publish, register, runLife, template } from './life-room.ts';

const { åsa, örjan, erik, maria } = people;
const byrå = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;
const path = `/organisations/${byrå.id}/imports`;
const columns = ['Mall', 'Fullmaktshavare', 'Namn', 'Behörigheter', 'Ärende', 'Gäller från', 'Gäller till'];
const heading = csvLine(columns);

/** The handler's reply without a server between, read to its end. */
async function exported(room: LifeRoom, who = maria): Promise<string> {
  const { id: personalNumber, name } = who;
  const caller = { kind: 'person', personalNumber, name } as never;
  const tools = room.tools as unknown as Tools;
  const call = { params: { orgnr: byrå.id }, caller, query: {}, headers: {}, body: '', requestId: 'r' };
  const reply = await exportHandler(call, tools);
  assert.equal(reply.status, 200);
  assert.ok(reply.body instanceof Readable);
  const pieces: Buffer[] = [];
  for await (const piece of reply.body) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('utf8');
}

test('each good row becomes a draft of the organisation’s, and each bad one is told of by line', async () => {
  const room = await runLife();
  await publish(room);
  const csv = [
    `\uFEFF${heading}`,
    csvLine([
      template.id,
      '19830106-2397',
      '',
      'lov-ansok',
      'BYGG 2026-1 | ÄRE 2',
      '2026-11-22',
      '2027-11-21',
    ]),
    csvLine([template.id, '199912302397', '', 'lov-ansok', '', '2026-11-22', '']),
    csvLine([template.id, '8301062397', '', 'lov-ansok', '', '2026-11-22', '']),
    csvLine([template.id, örjan.id, '', 'lov-las', '', '2026-02-29', '']),
    '"öppet"citat;x\r\n',
    csvLine(['ingen mall', örjan.id, '', 'lov-ansok', '', '2026-11-22', '']),
    csvLine([template.id, `${örjan.id} | 198101052382`, 'Östen', 'lov-ansok', '', '2026-11-22', '']),
    csvLine([template.id, `${örjan.id} | ${erik.id}`, '', 'lov-ansok | lov-las', '', '2026-11-22', '']),
  ].join('');
  const answer = await room.as(maria, 'POST', path, { csv });
  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.json.made.map(({ line }: { line: number }) => line),
    [2, 9],
  );
  assert.deepEqual(
    answer.json.refused.map(({ line, code, column }: Record<string, unknown>) => [line, code, column]),
    [
      [3, 'holder-invalid', 'fullmaktshavare'],
      [4, 'holder-invalid', 'fullmaktshavare'],
      [5, 'permission-obligatory', 'behörigheter'],
      [5, 'wrong-day', 'gäller från'],
      [6, 'stray-quote', undefined],
      [7, 'template-unknown', 'mall'],
      [8, 'holder-invalid', 'fullmaktshavare'],
    ],
  );
  assert.doesNotMatch(answer.text, /1999|8301|Östen/);
  const draft = await room.tools.store.proposal(answer.json.made[0].proposal);
  assert.deepEqual(
    [draft?.state, draft?.terms.grantor.id, draft?.terms.holders[0]?.givenName, draft?.terms.validTo],
    ['draft', byrå.id, 'Örjan', '2027-11-21'],
  );
  assert.deepEqual(
    draft?.terms.limits.map(({ value }) => value),
    ['BYGG 2026-1', 'ÄRE 2'],
  );
  const again = await room.as(maria, 'POST', path, { csv });
  assert.deepEqual(again.json, answer.json, 'the same file makes the same drafts');
});

test('a name belongs to the number in the same place', async () => {
  const room = await runLife();
  await publish(room);
  const numbers = `${örjan.id} | 198101052382`;
  const csv = [
    heading,
    csvLine([template.id, numbers, ' | Östen', 'lov-ansok', '', '2026-11-22', '']),
    csvLine([template.id, numbers, 'Örjan | Östen | Åke', 'lov-ansok', '', '2026-11-22', '']),
  ].join('');
  const { json } = await room.as(maria, 'POST', path, { csv });
  const draft = await room.tools.store.proposal(json.made[0].proposal);
  assert.deepEqual(
    draft?.terms.holders.map(({ name, givenName }) => [name, givenName]),
    [
      ['Exempelsson', 'Örjan'],
      ['Östen', undefined],
    ],
  );
  assert.deepEqual([json.made.length, json.refused[0].line, json.refused[0].code], [1, 3, 'bad-cell']);
});

test('a cell is held to the bounds of the same member in JSON, and no word of the language is a yes', async () => {
  const room = await runLife();
  await publish(room);
  const withDelegation = `${heading.trimEnd()};vidaredelning\r\n`;
  const row = (name: string, limit: string, delegate: string) =>
    csvLine([template.id, '198101052382', name, 'lov-ansok', limit, '2026-11-22', '', delegate]);
  const csv = [
    withDelegation,
    row('Östen', 'BYGG 2026-1', 'constructor'),
    row('Östen', 'BYGG 2026-1', '__proto__'),
    row('Östen', 'BYGG\u202e 2026-1', 'nej'),
    row('Öst\nen', 'BYGG 2026-1', 'nej'),
    row('Östen', 'Å'.repeat(101), 'nej'),
    row('Östen', 'Å'.repeat(100), 'Ja'),
  ].join('');
  const { json } = await room.as(maria, 'POST', path, { csv });
  assert.deepEqual(
    json.refused.map(({ code }: { code: string }) => code),
    Array(5).fill('bad-cell'),
  );
  assert.equal(json.made.length, 1);
  assert.equal((await room.tools.store.proposal(json.made[0].proposal))?.terms.mayDelegate, true);
});

test('a comma file without a byte order mark is read as well', async () => {
  const room = await runLife();
  await publish(room);
  const cells = [template.id, örjan.id, '', 'lov-ansok', '', '2026-11-22', ''];
  const csv = `${csvLine(columns, ',')}${csvLine(cells, ',')}`;
  const answer = await room.as(maria, 'POST', path, { csv });
  assert.deepEqual([answer.json.made.length, answer.json.refused], [1, []]);
});

test('a heading that lacks a column is refused with its name, and strangers and wrong types are too', async () => {
  const room = await runLife();
  const answer = await room.as(maria, 'POST', path, { csv: 'mall;namn\r\nx;y\r\n' });
  assert.deepEqual([answer.status, answer.json.type], [422, 'urn:ena:problem:mina-ombud:csv-heading']);
  assert.match(answer.text, /fullmaktshavare.*behörigheter.*gäller från/);
  assert.equal((await room.as(maria, 'POST', path, { csv: '"öppen' })).status, 422);
  assert.equal((await room.as(åsa, 'POST', path, { csv: heading })).status, 403);
  assert.equal((await room.as(maria, 'POST', path, { json: {} })).status, 415);
});

test('what is exported opens safely in a spreadsheet, and can be imported again', async () => {
  const room = await runLife();
  await publish(room);
  await register(room, {
    grantor: byrå,
    grantorRole: 'organisation',
    validFrom: '2026-11-22',
    limits: [{ kind: 'case', value: '=HYPERLINK("https://ond.example";"å")' }],
  });
  const text = await exported(room);
  assert.ok(text.startsWith('\uFEFFreferensnummer;id;'));
  assert.ok(text.includes(`"'=HYPERLINK(""https://ond.example"";""å"")"`));
  const answer = await room.as(maria, 'POST', path, { csv: text });
  assert.deepEqual(answer.json.refused, []);
  const draft = await room.tools.store.proposal(answer.json.made[0].proposal);
  assert.equal(draft?.terms.limits[0]?.value, '=HYPERLINK("https://ond.example";"å")');
});

/** What is still in use counts, and not what has not been swept yet. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

test('memory does not grow with the export', async () => {
  const room = await runLife();
  const one: Mandate = await register(room, { grantor: byrå, grantorRole: 'organisation' });
  const peakOf = async (rows: number): Promise<number> => {
    async function* many(): AsyncGenerator<Mandate> {
      for (let row = 0; row < rows; row += 1) yield one;
    }
    const tools = { ...room.tools, store: { ...room.tools.store, stream: many } } as unknown as Tools;
    const caller = { kind: 'person', personalNumber: maria.id, name: maria.name } as never;
    const call = { params: { orgnr: byrå.id }, caller, query: {}, headers: {}, body: '', requestId: 'r' };
    const { body } = await exportHandler(call, tools);
    let [lines, peak, pieces] = [-1, 0, 0];
    for await (const piece of body as Readable) {
      for (const byte of piece as Buffer) if (byte === 0x0a) lines += 1;
      pieces += 1;
      if (pieces % 50 !== 0) continue;
      collectGarbage();
      peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
    assert.equal(lines, rows);
    return peak;
  };
  const small = await peakOf(10_000);
  const large = await peakOf(60_000);
  assert.ok(large < small + 4 * 1024 * 1024, `${small} → ${large}`);
});

test('every column of the export has a cell', async () => {
  const room = await runLife();
  await register(room, { grantor: byrå, grantorRole: 'organisation' });
  const counts: number[] = [];
  for await (const record of readCsv([await exported(room)]))
    if ('cells' in record) counts.push(record.cells.length);
  assert.deepEqual(counts, [exportColumns.length, exportColumns.length]);
});

test('who signs only with others sees, drafts and revokes alone, and does not carry the list away', async () => {
  const room = await runLife();
  await publish(room);
  const åkeri = { kind: 'organisation', id: '5564362068', name: 'TB Åkeri och Östgods AB' } as const;
  const { id } = await register(room, { grantor: åkeri, grantorRole: 'organisation', holders: [åsa] });
  const list = `/organisations/${åkeri.id}/mandates.csv`;
  const refused = await room.as(örjan, 'GET', list);
  assert.deepEqual([refused.status, refused.json.type], [403, 'urn:ena:problem:mina-ombud:not-alone']);
  const handlers = `/relying-parties/${åkeri.id}/handlers`;
  const self = { kind: 'person', id: örjan.id, name: örjan.name };
  assert.equal(
    (await room.operator('POST', `/operator${handlers}`, { json: { ...self, id: erik.id } })).status,
    201,
  );
  const named = await room.as(örjan, 'POST', handlers, { json: self });
  assert.deepEqual([named.status, named.json.type], [403, 'urn:ena:problem:mina-ombud:not-alone']);

  const seen = await room.as(örjan, 'GET', `/mandates?as=grantor&standing=valid&for=${åkeri.id}`);
  assert.equal(seen.json._meta.totalRecords, 1);
  const csv = `${heading}${csvLine([template.id, åsa.id, '', 'lov-ansok', '', '2026-11-22', ''])}`;
  const drafts = await room.as(örjan, 'POST', `/organisations/${åkeri.id}/imports`, { csv });
  assert.equal(drafts.json.made.length, 1, 'a draft binds nobody');
  const revoked = await room.as(örjan, 'POST', `/mandates/${id}/revocation?for=${åkeri.id}`, {
    json: { reason: 'Misstänkt missbruk' },
    revision: 1,
  });
  assert.deepEqual([revoked.status, revoked.json.ended.name], [200, 'Örjan Exempelsson']);

  const other = await room.as(erik, 'POST', handlers, { json: self });
  assert.equal(other.status, 201, 'two have taken part');
  assert.equal((await room.as(örjan, 'GET', list)).status, 200);
  const registered = await room.as(erik, 'GET', list);
  assert.equal(registered.status, 200, 'a case handler whom the operator named');
  assert.match(registered.text, /MOP9/);
  const removed = await room.as(örjan, 'POST', `${handlers}/removals`, {
    json: { kind: 'person', id: erik.id },
  });
  assert.equal(removed.status, 204);
  assert.equal((await room.as(erik, 'GET', list)).status, 403);
});

test('an import is no way to a register of names: so many an hour, and the same file goes on where it stopped', async () => {
  const room = await runLife();
  await publish(room);
  const row = (number: string) => csvLine([template.id, number, '', 'lov-ansok', '', '2026-11-22', '']);
  const numbers = Object.values(people)
    .filter(({ id }) => id !== maria.id)
    .map(({ id }) => id);
  assert.ok(await room.spendNames(maria.id, 2000 - 3));
  const csv = heading + numbers.map(row).join('');
  const first = await room.as(maria, 'POST', path, { csv });
  assert.equal(first.json.made.length, 3);
  const spent = first.json.refused.map(({ code }: { code: string }) => code);
  assert.deepEqual(spent, Array(numbers.length - 3).fill('names-spent'));
  const organisations = `${heading}${row('5564362068')}`;
  assert.equal((await room.as(maria, 'POST', path, { csv: organisations })).json.made.length, 1);
  room.clock.advance(3_600_000);
  const again = await room.as(maria, 'POST', path, { csv });
  assert.equal(again.json.made.length, numbers.length);
  assert.deepEqual(again.json.made.slice(0, 3), first.json.made);
});
