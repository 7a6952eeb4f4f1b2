import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseEvent } from './event.ts';
import { veiled } from './veil.ts';

const secret = 'hemligt';
const text = { sv: secret, en: secret };
const veil = { fromLoa: 4, title: { sv: 'Nytt från vården' } } as const;
const event: CaseEvent = {
  id: '1',
  subject: { case: { id: 'A-1', kind: 'journal-number' } },
  title: secret,
  description: secret,
  language: 'se',
  producerName: 'Regionen',
  at: 1,
  type: 'REG.HEMLIGT.SVAR',
  needsAction: true,
  closed: false,
  version: '6.1',
  tags: [secret],
  extended: { a: secret },
  references: { a: secret },
  extension: {
    toDo: { text, due: 2, link: `https://${secret}.example.org` },
    links: [{ text, url: `https://${secret}.example.org` }],
    progress: 40,
    attachments: [{ name: secret, url: `https://${secret}.example.org`, mediaType: 'a/b', sha256: secret }],
    veil,
  },
  retracted: { at: 3, reason: secret },
};

test('below its level a veil hides all that tells what has happened, and leaves when, where and until when', () => {
  for (const loa of [2, 3] as const) {
    const shown = veiled(event, loa);
    assert.equal(JSON.stringify(shown).toLowerCase().includes(secret), false);
    assert.equal(shown.veiledBelow, 4);
    const { title, type, at, needsAction, retracted, extension } = shown.event;
    assert.deepEqual([title, type, at, needsAction, retracted?.at], [veil.title.sv, 'REG', 1, true, 3]);
    assert.deepEqual(extension, { toDo: { text: veil.title, due: 2 }, progress: 40, veil });
  }
});

test('from its level on, and where there is none, an event is shown as it is', () => {
  assert.deepEqual(veiled(event, 4), { event });
  const { extension: _extension, ...open } = event;
  assert.deepEqual(veiled(open, 2), { event: open });
});
