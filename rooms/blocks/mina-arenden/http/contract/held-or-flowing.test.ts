import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import type { AnswerPart } from '../../domain/answer-part.ts';
import { customer, sampleEvent } from '../../store/tests/samples.ts';
import { svarOf } from './held-or-flowing.ts';

const company = { customer: { id: '165560001234', kind: 'organisation', suffix: 'å' } } as const;
const svar = {
  producerName: 'Testköpings kommun',
  fraga: {
    parter: [{ kund: { identifierare: customer.id, typ: 'Personnummer' } }],
    taggar: ['bygglov'],
    behandling: { paginering: { offset: 0, limit: 9 } },
  },
  wantedLanguage: 'en',
};

const about = (subject: Extract<AnswerPart, { kind: 'subject' }>['subject'], total = 3): AnswerPart => ({
  kind: 'subject',
  subject,
  total,
});
const events = (...ids: string[]): AnswerPart => ({
  kind: 'events',
  events: ids.map((id) =>
    sampleEvent(id, { title: `"${id}" <b>å</b> \u2028`, references: { diarienummer: id } }),
  ),
});

async function* flow(...parts: readonly (AnswerPart | Error)[]): AsyncGenerator<AnswerPart> {
  for (const part of parts) {
    if (part instanceof Error) throw part;
    yield part;
  }
}

test('an answer that flows has the bytes of one that is held', async () => {
  const shapes: readonly (readonly AnswerPart[])[] = [
    [],
    [about({ customer }, 0)],
    [about({ customer }), events('1', '2'), events('3')],
    [about({ customer }, 0), about(company), events('1'), about({ customer }), events('2', '3')],
    [about(company), events('1'), about({ customer }, 0)],
  ];
  for (const shape of shapes) {
    const held = await svarOf(flow(...shape), svar, silentLogger);
    const flowing = await svarOf(flow(...shape), svar, silentLogger, -1);
    assert.ok(!(held.body instanceof Readable) && flowing.body instanceof Readable);
    assert.equal(flowing.contentType, 'application/json; charset=utf-8');
    assert.equal(await text(flowing.body), JSON.stringify(held.body));
  }
});

test('what breaks before anything has gone out is a failure, and later breaks the answer off', async () => {
  const broken = [about({ customer }), events('1'), new Error('away')] as const;
  await assert.rejects(svarOf(flow(...broken), svar, silentLogger), /away/);
  const { body } = await svarOf(flow(...broken), svar, silentLogger, 1);
  assert.ok(body instanceof Readable);
  await assert.rejects(text(body), /away/);
});

test('whoever leaves an answer that flows ends the reading of it', async () => {
  const ended = Promise.withResolvers<void>();
  async function* endless(): AsyncGenerator<AnswerPart> {
    try {
      yield about({ customer });
      for (;;) yield events('1');
    } finally {
      ended.resolve();
    }
  }
  const { body } = await svarOf(endless(), svar, silentLogger);
  assert.ok(body instanceof Readable);
  for await (const _piece of body) break;
  await ended.promise;
});
