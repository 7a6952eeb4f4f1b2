import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { type CasesClient, casesClient, type OverviewQuestion } from './cases.ts';
import { serve, type TestServer } from './tests/serve.ts';

let server: TestServer;
let client: CasesClient;
let seen: { line: string; authorization: string | undefined; body: string };
let answer: (response: ServerResponse) => void = () => undefined;

before(async () => {
  server = await serve(async (request: IncomingMessage, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const { authorization } = request.headers;
    seen = { line: `${request.method} ${request.url}`, authorization, body };
    answer(response);
  });
  client = casesClient({ url: server.url, fetch, token: 'hemlig', deadlineMs: 20_000 }, 20_000);
});

after(() => server.close());

const producer = { id: 'kommunen', name: 'Kommunen' };
const event = { ref: 'r', producer, title: 'å', description: '', at: '', type: '', language: 'sv' };
const asked = {
  kind: 'asked',
  for: { ref: 'x', kind: 'self', name: 'Åsa', by: 'self' },
  producers: [producer],
};
const told = { kind: 'answer', producer, events: [event], total: 1 };
const end = { kind: 'end', complete: true };
const lines = (...all: readonly unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join('');

function answers(text: string | Buffer, status = 200): void {
  answer = (response) => response.writeHead(status).end(text);
}

/** The kinds of lines that were read, or why there are none. */
async function overview(question: OverviewQuestion = {}, by = client): Promise<readonly string[]> {
  const outcome = await by.overview(question);
  if (outcome.kind !== 'ok') return [outcome.kind];
  const kinds: string[] = [];
  for await (const line of outcome.value.lines) kinds.push(line.kind);
  return kinds;
}

describe('an overview', () => {
  it('is asked with the person’s token, and says who is asked before what they answer', async () => {
    answers(lines(asked, told, { kind: 'failure', producer, reason: 'too-slow' }, end));
    assert.deepEqual(await overview({ for: 'x', text: 'ål' }), ['answer', 'failure', 'end']);
    assert.deepEqual(seen, {
      line: 'POST /cases/v1/my/overviews',
      authorization: 'Bearer hemlig',
      body: '{"for":"x","text":"ål"}',
    });
  });

  it('is read as it comes, however its bytes are cut', async () => {
    const bytes = Buffer.from(lines(asked, told, end).trimEnd());
    answer = async (response) => {
      response.writeHead(200);
      for (const byte of bytes) if (!response.write(Buffer.of(byte))) await new Promise(setImmediate);
      response.end();
    };
    const outcome = await client.overview({});
    assert.ok(outcome.kind === 'ok');
    for await (const line of outcome.value.lines) {
      if (line.kind === 'answer') assert.equal(line.events[0]?.title, 'å');
      else assert.equal(line.kind, 'end');
    }
  });

  it('says whom the question left out, and nobody where the hub does not tell', async () => {
    const others = [{ id: 'verket', name: 'Verket' }];
    for (const [told, read] of [
      [others, others],
      [undefined, []],
      [[{ id: 1 }], []],
    ] as const) {
      answers(lines({ ...asked, others: told }, end));
      const outcome = await client.overview({ producers: [producer.id] });
      assert.deepEqual(outcome.kind === 'ok' && outcome.value.others, read);
    }
  });

  it('passes over kinds of lines that are newer than we are', async () => {
    answers(lines(asked, { kind: 'news' }, told, end));
    assert.deepEqual(await overview(), ['answer', 'end']);
  });

  it('ends as broken where it stops too early or turns into something else', async () => {
    for (const rest of [
      '',
      'inte JSON\n',
      '7\n',
      lines({ ...told, events: [{}] }),
      lines({ ...told, producer: 1 }),
    ]) {
      answers(lines(asked) + rest);
      assert.deepEqual(await overview(), ['broken'], rest);
    }
    answer = (response) => {
      response.writeHead(200).write(lines(asked, told));
      setTimeout(() => response.destroy(), 50);
    };
    assert.deepEqual(await overview(), ['answer', 'broken']);
  });

  it('is none where the first line does not say who is asked', async () => {
    for (const text of [
      '',
      '<html>',
      lines(told, end),
      lines({ ...asked, producers: [{}] }),
      lines({ ...asked, for: 1 }),
    ]) {
      answers(text);
      assert.deepEqual(await overview(), ['unreachable'], text);
    }
    answers('{}', 204);
    assert.deepEqual(await overview(), ['unreachable']);
  });

  it('ends at its deadlines, for the beginning and for the whole, and when its reader leaves', async () => {
    const hurried = casesClient({ url: server.url, fetch, token: 'hemlig', deadlineMs: 2_000 }, 3_000);
    answer = (response) => response.writeHead(200).write(lines(asked, told));
    let began = performance.now();
    assert.deepEqual(await overview({}, hurried), ['answer', 'broken']);
    assert.ok(performance.now() - began > 2_500, 'who has begun has time for the whole');
    began = performance.now();
    const left = new AbortController();
    const outcome = await hurried.overview({}, left.signal);
    left.abort();
    assert.ok(outcome.kind === 'ok');
    let last = '';
    for await (const { kind } of outcome.value.lines) last = kind;
    assert.equal(last, 'broken');
    assert.ok(performance.now() - began < 2_500, 'who leaves waits for nothing');
    answer = () => undefined;
    assert.deepEqual(await overview({}, hurried), ['unreachable']);
  });

  it('that is refused is the problem that the API tells', async () => {
    answers(JSON.stringify({ type: 'urn:x:unknown-party', title: 'x', status: 404 }), 404);
    const outcome = await client.overview({});
    assert.deepEqual(outcome.kind === 'problem' && outcome.problem.type, 'urn:x:unknown-party');
  });
});

describe('whose cases, what has been seen, and what types are called', () => {
  it('are read and said in the body, with no one named in an address', async () => {
    answers(JSON.stringify({ items: [asked.for, 7] }));
    assert.deepEqual(await client.parties(), { kind: 'ok', value: [asked.for] });
    answers('{"noted":1,"notNoted":[]}');
    assert.deepEqual(await client.markSeen(['a'], 'x'), { kind: 'ok', value: undefined });
    assert.deepEqual([seen.line, seen.body], ['POST /cases/v1/my/seen', '{"refs":["a"],"for":"x"}']);
    answers('{"sv":"Bygglov"}');
    await client.typeWords('TESTKOP.BYGGLOV');
    assert.equal(seen.line, 'GET /cases/v1/event-types/TESTKOP.BYGGLOV');
  });
});
