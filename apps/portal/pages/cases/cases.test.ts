import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { MyEvent, OverviewLine } from '@ena/client/cases.ts';
import fc from 'fast-check';
import { event, refNamed } from '../../tests/told-cases.ts';
import { daysLeft, dueDay, longDate, longTime } from './dates.ts';
import { filtersIn, listPath } from './filters.ts';
import { gather } from './gather.ts';
import { casesIn, inOrder } from './grouping.ts';
import { icalendar } from './icalendar.ts';

const skv = { id: 'skatteverket', name: 'Skatteverket' };
const kommun = { id: 'karlskrona', name: 'Karlskrona kommun' };
const inCase = (name: string) => ({ ref: refNamed(name), kind: 'journal-number', id: name }) as const;

const due = (at: string) => ({
  needsAction: true,
  extension: { toDo: { text: { sv: 'Gör det' }, due: at } },
});

describe('cases on a page', () => {
  const one = (events: readonly MyEvent[]) => casesIn(events)[0];

  it('are the events with the same case at the same producer; others stand alone', () => {
    const cases = casesIn([
      event(skv, 'a', { case: inCase('k') }),
      event(skv, 'b', { case: inCase('k') }),
      event(kommun, 'c', { case: inCase('k') }),
      event(kommun, 'd'),
      event(kommun, 'e'),
    ]);
    assert.deepEqual(
      cases.map(({ producer, ref, events }) => [producer.id, ref, events.length]),
      [
        ['skatteverket', refNamed('k'), 2],
        ['karlskrona', refNamed('k'), 1],
        ['karlskrona', refNamed('d'), 1],
        ['karlskrona', refNamed('e'), 1],
      ],
    );
  });

  it('stand where the last event that holds says, by the instant and not by the text of the time', () => {
    const case_ = inCase('k');
    const asked = event(skv, 'asked', { case: case_, needsAction: true, at: '2026-10-25T02:30:00+02:00' });
    const later = event(skv, 'later', { case: case_, closed: true, at: '2026-10-25T02:10:00+01:00' });
    assert.deepEqual([one([asked, later])?.standing, one([asked, later])?.latest.title], ['closed', 'later']);
    const retracted = { ...later, retracted: { at: later.at, reason: 'fel' } };
    assert.deepEqual(
      [one([asked, retracted])?.standing, one([asked, retracted])?.latest.title],
      ['action', 'asked'],
    );
    const allBack = { ...asked, retracted: { at: asked.at, reason: 'fel' } };
    assert.deepEqual([one([allBack])?.standing, one([allBack])?.toDo], ['closed', undefined]);
  });

  it('keep what is to be done until something no longer waits', () => {
    const case_ = inCase('k');
    const at = (hour: number) => `2026-11-20T1${hour}:00:00+01:00`;
    const asked = event(skv, 'asked', { case: case_, at: at(0), ...due('2026-12-01T23:59:59+01:00') });
    const reminded = event(skv, 'reminded', { case: case_, at: at(1), needsAction: true });
    assert.equal(one([asked, reminded])?.toDo?.due, '2026-12-01T23:59:59+01:00');
    const came = event(skv, 'came', { case: case_, at: at(2) });
    const again = event(skv, 'again', { case: case_, at: at(3), needsAction: true });
    assert.equal(one([asked, reminded, came])?.toDo, undefined);
    assert.deepEqual(
      [one([asked, came, again])?.standing, one([asked, came, again])?.toDo],
      ['action', undefined],
    );
  });

  it('come with those that wait first by due date, then the latest', () => {
    const cases = casesIn([
      event(skv, 'old', { at: '2026-01-01T10:00:00+01:00' }),
      event(skv, 'new', { at: '2026-11-21T10:00:00+01:00', closed: true }),
      event(skv, 'waits, no date', { needsAction: true, at: '2026-11-21T10:00:00+01:00' }),
      event(skv, 'waits, no date, older', { needsAction: true, at: '2026-11-01T10:00:00+01:00' }),
      event(skv, 'due late', due('2026-12-24T12:00:00+01:00')),
      event(skv, 'due soon', due('2026-12-01T12:00:00+01:00')),
      event(skv, 'due nonsense', due('snart')),
    ]);
    assert.deepEqual(
      inOrder(cases).map(({ latest }) => latest.title),
      ['due soon', 'due late', 'waits, no date', 'due nonsense', 'waits, no date, older', 'new', 'old'],
    );
  });
});

describe('gathering', () => {
  const answer = (id: string): OverviewLine => ({
    kind: 'answer',
    producer: { id, name: id },
    events: [],
    total: 0,
  });
  const failure = (id: string): OverviewLine => ({
    kind: 'failure',
    producer: { id, name: id },
    reason: 'too-slow',
  });
  const end: OverviewLine = { kind: 'end', complete: true };

  async function gathered(lines: readonly (OverviewLine | 'pause')[], windowMs: number | undefined) {
    async function* source() {
      for (const line of lines) {
        if (line === 'pause') await pause(60);
        else yield line;
      }
    }
    const out: string[] = [];
    for await (const got of gather(source(), windowMs)) {
      const ids =
        got.kind === 'late' ? [got.answer.producer.id] : got.failures.map(({ producer }) => producer.id);
      const all = got.kind === 'first' ? [...got.answers.map(({ producer }) => producer.id), ...ids] : ids;
      out.push(`${got.kind}: ${all.join(' ')}${got.kind === 'last' && got.isBroken ? 'broken' : ''}`);
    }
    return out;
  }

  it('makes one list of what comes within the window, and tells the rest apart', async () => {
    assert.deepEqual(
      await gathered([failure('a'), answer('b'), answer('c'), 'pause', answer('d'), failure('e'), end], 20),
      ['first: b c a', 'late: d', 'last: e'],
    );
  });

  it('waits for the first answer however long that takes, and for all without a window', async () => {
    assert.deepEqual(await gathered(['pause', answer('a'), end], 20), ['first: a', 'last: ']);
    const all = [answer('a'), 'pause', answer('b'), failure('c'), end] as const;
    assert.deepEqual(await gathered(all, undefined), ['first: a b c', 'last: ']);
  });

  it('says so when the answer stops too early, and shows what there was', async () => {
    assert.deepEqual(await gathered([answer('a')], 20), ['first: a', 'last: broken']);
    assert.deepEqual(await gathered([answer('a'), 'pause', { kind: 'broken' }], 20), [
      'first: a',
      'last: broken',
    ]);
    assert.deepEqual(await gathered([], 20), ['first: ', 'last: broken']);
    assert.deepEqual(await gathered([end], 20), ['first: ', 'last: ']);
  });
});

describe('choices in an address', () => {
  it('are read back as they were written', () => {
    for (const standing of ['action', 'ongoing', 'closed'] as const) {
      const filters = { producer: 'karlskrona', area: 'TESTKOP.BYGGLOV', standing, inOne: true, all: true };
      const query = Object.fromEntries(new URL(listPath(filters), 'http://x').searchParams);
      assert.deepEqual(filtersIn(query), filters);
    }
    assert.equal(listPath({ inOne: false, all: false }), '/arenden');
  });

  it('that make no sense are none', () => {
    const none = { inOne: false, all: false };
    assert.deepEqual(filtersIn({ myndighet: '<b>', omrade: 'åäö', lage: 'toString', samlat: '1' }), none);
    assert.deepEqual(filtersIn({ lage: 'constructor', omrade: 'A.B.C', antal: '' }), none);
  });
});

describe('dates', () => {
  it('are Swedish, in both languages', () => {
    assert.equal(longDate('sv', '2026-11-30T22:59:59Z'), '30 november 2026');
    assert.equal(longTime('sv', '2026-03-29T01:00:00Z'), '29 mars 2026 kl. 03.00');
    assert.equal(longTime('en', '2026-11-22T10:00:00+01:00'), '22 November 2026 at 10:00');
    assert.equal(longDate('sv', 'i går'), 'i går');
  });

  it('say the time of day only where the day does not say it all', () => {
    assert.equal(dueDay('sv', Date.parse('2026-11-30T23:59:59+01:00')), 'måndag 30 november 2026');
    assert.equal(dueDay('sv', Date.parse('2026-11-30T12:00:00+01:00')), 'måndag 30 november 2026 kl. 12.00');
  });

  it('count days as the calendar does, across the clock’s change', () => {
    const now = Date.parse('2026-10-24T23:30:00+02:00');
    assert.equal(daysLeft(Date.parse('2026-10-24T23:59:59+02:00'), now), 0);
    assert.equal(daysLeft(Date.parse('2026-10-25T00:10:00+02:00'), now), 1);
    assert.equal(daysLeft(Date.parse('2026-10-26T00:10:00+01:00'), now), 2);
  });
});

describe('a calendar', () => {
  const entry = {
    uid: 'a@ena.exempel.se',
    saidAt: Date.parse('2026-11-20T10:00:00+01:00'),
    due: Date.parse('2026-11-30T23:59:59+01:00'),
    isWholeDay: true,
    summary: 'Skatteverket: lämna, skriv; klart\\',
    description: 'rad ett\r\nrad två\u0007',
    url: 'https://ena.exempel.se/arenden/a/b',
  };

  it('is a file by RFC 5545 with one entry for each date', () => {
    const timed = {
      ...entry,
      uid: 'b@ena.exempel.se',
      isWholeDay: false,
      due: Date.parse('2026-06-30T12:00:00+02:00'),
    };
    assert.deepEqual(icalendar([entry, timed], 'sv').split('\r\n'), [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Ena//Portal//SV',
      'CALSCALE:GREGORIAN',
      'BEGIN:VEVENT',
      'UID:a@ena.exempel.se',
      'DTSTAMP:20261120T090000Z',
      'DTSTART;VALUE=DATE:20261130',
      'SUMMARY:Skatteverket: lämna\\, skriv\\; klart\\\\',
      'DESCRIPTION:rad ett\\nrad två',
      'URL:https://ena.exempel.se/arenden/a/b',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:b@ena.exempel.se',
      'DTSTAMP:20261120T090000Z',
      'DTSTART:20260630T100000Z',
      ...icalendar([entry], 'sv').split('\r\n').slice(8, 13),
      'END:VCALENDAR',
      '',
    ]);
  });

  it('folds lines at 75 octets without dividing a character, and loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (title) => {
        const summary = `å${title}`.replaceAll(/[\p{Cc}\\;,]/gu, '');
        const file = icalendar([{ ...entry, summary }], 'sv');
        for (const line of file.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, line);
        const [, read] = /^SUMMARY:(.*)$/m.exec(file.replaceAll('\r\n ', '')) ?? [];
        assert.equal(read, summary);
      }),
    );
  });

  it('has no line that a text has brought into it', () => {
    const file = icalendar([{ ...entry, summary: 'x\r\nEND:VCALENDAR\nBEGIN:VALARM\rATTACH:x' }], 'sv');
    assert.equal(
      file.split('\r\n').filter((line) => /^(END:VCALENDAR|BEGIN:VALARM|ATTACH)/.test(line)).length,
      1,
    );
  });
});
