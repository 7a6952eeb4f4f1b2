import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { FetchInit } from '@ena/client/outcome.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { findPerson } from '../life-events/people.ts';
import { barLine } from '../render/progress-bar.ts';
import { type EventBatch, inBatches } from './batches.ts';
import { loadBatch } from './load-batch.ts';
import { formatOf, readEvents, UnusableFile } from './read-events.ts';

const event = (id: string, more: object = {}) => JSON.stringify({ kundhandelseId: id, ...more });

async function batchesOf(
  content: string | Buffer,
  name = 'händelser.ndjson',
): Promise<readonly EventBatch[]> {
  using folder = temporaryFolder();
  const file = join(folder.path, name);
  writeFileSync(file, content);
  const batches: EventBatch[] = [];
  const events = readEvents(file, formatOf(file), process.env);
  for await (const batch of inBatches(events)) batches.push(batch);
  return batches;
}

describe('a file of events', () => {
  it('is cut at a thousand events, at twelve megabytes, and before an id that comes again', async () => {
    const thousand = Array.from({ length: 1001 }, (_, place) => event(`h-${place}`));
    const large = Array.from({ length: 25 }, (_, place) => event(`l-${place}`, { å: 'x'.repeat(1_000_000) }));
    const sizes = async (lines: readonly string[]) =>
      (await batchesOf(lines.join('\n'))).map((batch) => batch.length);
    assert.deepEqual(await sizes(thousand), [1000, 1]);
    assert.deepEqual(await sizes(large), [12, 12, 1]);
    assert.deepEqual(await sizes([event('a'), event('b'), event('a')]), [2, 1]);
    assert.deepEqual(await sizes([]), []);
  });

  it('may have a byte order mark, empty lines and line breaks of Windows; what is no event says why', async () => {
    const latin = Buffer.from('{"kundhandelseId":"\xe5"}\r\n', 'latin1');
    const rest = Buffer.from(`\ufeff${event('å')}\r\n\r\n[]\n{"kundhandelseId":7}\n`);
    const [batch = []] = await batchesOf(Buffer.concat([rest, latin]));
    assert.deepEqual(
      batch.map(({ line, id, fault }) => [line, id, fault]),
      [
        [1, 'å', undefined],
        [3, undefined, 'is no JSON object with a kundhandelseId'],
        [4, undefined, 'is no JSON object with a kundhandelseId'],
        [5, undefined, 'is not UTF-8'],
      ],
    );
  });
});

describe('a CSV file of events', () => {
  const heading =
    'kundhandelseId,kund,kundTyp,rubrik,beskrivning,tidpunkt,kundhandelseTyp,producentarendetKraverKundatgard,producentarendetKlart,taggar';

  it('is read as the history is, row by row', async () => {
    const rows = [
      'c-1,191212121212,Personnummer,"Klart, nu",Åter,2026-01-02 10:00:00,T.A.B,true,false,å|ä',
      'c-2,"',
    ];
    const [batch = []] = await batchesOf([heading, ...rows].join('\n'), 'Händelser.CSV');
    const [first, second] = batch;
    assert.deepEqual([first?.line, first?.id, second?.line, second?.id], [2, 'c-1', 3, undefined]);
    assert.deepEqual(JSON.parse(first?.text ?? '').taggar, ['å', 'ä']);
    assert.match(second?.fault ?? '', /quote/);
  });

  it('whose heading lacks columns is not used', async () => {
    await assert.rejects(batchesOf('a,b\n1,2\n', 'fel.csv'), UnusableFile);
  });
});

describe('loading a batch', () => {
  const lines = ['a', 'b', 'c'].map((id, place) => ({
    ...{ line: place + 1, id, text: event(id), bytes: 9, upTo: 9 },
    fault: undefined,
  }));
  const answered = { antal: 1, nya: 1, ersatta: 0 };

  /** A hub that answers in this order, and keeps what it was sent. */
  function hub(...replies: readonly (readonly [number, object])[]) {
    const sent: string[][] = [];
    const fetch = async (_url: string, { body }: FetchInit) => {
      const events = JSON.parse(String(body)) as { readonly kundhandelseId: string }[];
      sent.push(events.map(({ kundhandelseId }) => kundhandelseId));
      const [status, json] = replies[sent.length - 1] ?? [500, {}];
      return new Response(JSON.stringify(json), { status });
    };
    return { sent, load: () => loadBatch({ url: 'http://hub', fetch }, 'testkommunen', lines, 1) };
  }

  const problem = { type: 'urn:x', title: 'Nej' };

  it('sends the same once more after a lost race, a while later', async () => {
    const { sent, load } = hub([409, problem], [429, problem], [201, answered]);
    assert.equal((await load()).kind, 'ok');
    assert.deepEqual(sent, Array(3).fill(['a', 'b', 'c']));
  });

  it('gives up after five tries, and at once where it is told no', async () => {
    const raced = hub(...Array(9).fill([409, problem]));
    assert.deepEqual([(await raced.load()).kind, raced.sent.length], ['failed', 5]);
    const refused = hub([404, problem]);
    assert.deepEqual([(await refused.load()).kind, refused.sent.length], ['failed', 1]);
  });

  it('leaves out what is pointed at and sends the others', async () => {
    const errors = [
      { pointer: '/1/tidpunkt', detail: 'Skriv en tid.' },
      { pointer: '/1/part', detail: 'Också.' },
    ];
    const { sent, load } = hub([422, { ...problem, errors }], [201, answered]);
    assert.deepEqual(await load(), {
      kind: 'ok',
      value: { created: 1, replaced: 0, rejected: [{ line: 2, reason: '/tidpunkt Skriv en tid.' }] },
    });
    assert.deepEqual(sent, [
      ['a', 'b', 'c'],
      ['a', 'c'],
    ]);
  });

  it('does not go on for ever with a refusal that points nowhere', async () => {
    const { sent, load } = hub(
      ...Array(9).fill([422, { ...problem, errors: [{ pointer: '/9', detail: 'x' }] }]),
    );
    assert.equal((await load()).kind, 'failed');
    assert.equal(sent.length, 1);
  });
});

describe('on a terminal', () => {
  it('the bar says how far it is', () => {
    const line = barLine({ bytes: 50, totalBytes: 100, rows: 12_345, rejected: 2 }, 2000);
    assert.equal(line, `[${'█'.repeat(12)}${'░'.repeat(12)}]  50 %  12 345  6 173/s  2 ✗`);
  });
});

describe('a person of a life event', () => {
  it('goes by name or number', () => {
    assert.deepEqual(findPerson('örjan exempelsson'), { number: '198301062397', name: 'Örjan Exempelsson' });
    assert.equal(findPerson('19970615-2387')?.name, 'Kerstin Exempelsson');
    assert.equal(findPerson('191212121212')?.number, '191212121212');
    assert.equal(findPerson('Ingen'), undefined);
  });
});
