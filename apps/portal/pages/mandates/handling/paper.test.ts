import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  idOf,
  karlskrona,
  problem,
  startMandatesPortal,
  type Told,
  toldMandate,
  toldTemplate,
} from '../../../tests/mandates-portal.ts';

const portal = startMandatesPortal();
const template = toldTemplate(1, {
  content: { grantorRoles: ['private', 'organisation'], limits: ['case'] },
});
const fields = {
  grantor: '556192-9323',
  'grantor-name': '',
  holder: '19830106-2397',
  'permission-0': 'lov',
  'valid-from': '2026-01-02',
  'signed-on': '2026-01-02',
  hash: 'A'.repeat(64),
  reason: 'Saknar\u200d e-legitimation.',
};

function answers(registered: Told): void {
  portal.tells(({ path }) => (path.endsWith('/paper-mandates') ? registered : template));
}

async function send(more: Readonly<Record<string, string>>) {
  const answer = await portal.send(`/ombud/mottagare/${karlskrona.id}/papper/${idOf(1)}`, {
    ...fields,
    ...more,
  });
  const sent = portal.calls.findLast(({ path }) => path.endsWith('/paper-mandates'))?.body;
  return { status: answer.status, text: (await answer.text()).replaceAll(/\s+/g, ' '), sent };
}

describe('a document on paper', () => {
  it('is registered with all who signed it, one on each line', async () => {
    answers(toldMandate(5));
    const { status, sent } = await send({ signer: '19670913-2887\n\n198602102389 Malteskog\n' });
    assert.equal(status, 303);
    assert.deepEqual(sent?.signers, [
      { kind: 'person', id: '196709132887' },
      { kind: 'person', id: '198602102389', name: 'Malteskog' },
    ]);
    assert.deepEqual([sent?.reason, sent?.documentHash], ['Saknar e-legitimation.', 'a'.repeat(64)]);
  });

  it('is signed by the one who gives the mandate where nobody is named', async () => {
    answers(toldMandate(5));
    const { sent } = await send({ grantor: '19670913-2887', 'grantor-name': 'Öst', signer: ' ' });
    assert.deepEqual(sent?.signers, [{ kind: 'person', id: '196709132887', name: 'Öst' }]);
  });

  it('comes back with the line that has no personal number, before the API hears of it', async () => {
    for (const [signer, line] of [
      ['19670913-2887\n\nAnette', 3],
      ['556192-9323', 1],
    ] as const) {
      const { status, text, sent } = await send({ signer });
      assert.deepEqual([status, sent], [422, undefined]);
      assert.match(text, new RegExp(`id="signer-error">Rad ${line}: börja med ett giltigt personnummer`));
    }
    assert.match(
      (await send({ signer: '' })).text,
      /Skriv personnummer för dem som har skrivit under för organisationen/,
    );
    assert.match((await send({ signer: '196709132887', more: '\nx' })).text, /Det saknas på rad 2\./);
  });

  it('comes back with the line that the API points at, and with what was written', async () => {
    const errors = [
      { pointer: '/signers/1', code: 'fullmakt.underskrift.saknas', detail: 'No register knows' },
    ];
    answers(problem(422, 'paper-refused', 'The document cannot become a mandate', { errors }));
    const { status, text } = await send({ signer: '19670913-2887\n\n19860210-2389' });
    assert.equal(status, 422);
    assert.match(text, /id="signer-error">Rad 3: /);
    assert.match(text, /19670913-2887 19860210-2389<\/textarea>/);
    answers(
      problem(422, 'paper-refused', 'x', { errors: [{ pointer: '/signers', code: 'x', detail: 'x' }] }),
    );
    assert.match((await send({ signer: '19670913-2887' })).text, /tillsammans kunna företräda den som ger/);
  });
});
