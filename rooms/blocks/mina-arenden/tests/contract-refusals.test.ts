import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { renderRefusal } from '../http/contract/refuse.ts';
import { type RunningRoom, startRoom, tolvan } from './running-room.ts';

let room: RunningRoom;
before(async () => {
  room = await startRoom();
});

const path = '/mina-arenden/v1/producers/testkommunen/kundhandelseFragaSynkron';
const parter = [{ kund: tolvan }];

async function refused(fraga: object, headers?: Record<string, string>): Promise<string> {
  const { status, json } = await room.ask(fraga, headers);
  assert.equal(status, 400, JSON.stringify(json));
  assert.deepEqual(Object.keys(json), ['message']);
  assert.equal(json.message.includes(tolvan.identifierare), false);
  return json.message;
}

async function send(
  method: string,
  body: string | null,
  headers: Record<string, string> = {},
  at = path,
): Promise<{ status: number; text: string; headers: Headers }> {
  const authorization = `Bearer ${await room.hub.accessToken(['cases:ask'])}`;
  const json = { 'content-type': 'application/json', skv_client_correlation_id: 'a' };
  const answer = await fetch(`${room.hub.url}${at}`, {
    method,
    headers: { authorization, ...(body !== null && json), ...headers },
    body,
  });
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

const good = JSON.stringify({ fraga: { parter }, anvandare: tolvan.identifierare });

test('400 names every place that is wrong, in order, and repeats no value', async () => {
  assert.equal(
    await refused({
      parter: [{ kund: { identifierare: '19121212-1212', typ: 'Person' } }, {}],
      startDatum: '2026-1-1',
      behandling: { sortering: [{ attribut: 'NAMN', stigande: 'ja' }], paginering: { offset: -1, limit: 0 } },
    }),
    'Bad request: fraga.behandling.paginering.limit ska vara minst 1; fraga.behandling.paginering.offset ska vara minst 0; ' +
      'fraga.behandling.sortering[0].attribut har ett värde som inte är tillåtet; ' +
      'fraga.behandling.sortering[0].stigande ska vara true eller false; ' +
      'fraga.parter[0].kund.identifierare har fel form; ' +
      'fraga.parter[0].kund.typ har ett värde som inte är tillåtet; ' +
      'fraga.parter[1] ska ha kund eller arende; fraga.startDatum har fel form',
  );
});

test('400 for each limit of a question', async () => {
  const cases: readonly (readonly [object, string])[] = [
    [{ parter: [] }, 'fraga.parter är tom'],
    [{ parter: Array(101).fill(parter[0]) }, 'fraga.parter har fler än 100 värden'],
    [{ parter: [{ okant: 1 }] }, 'fraga.parter[0] ska ha kund eller arende'],
    [{ parter: 'alla' }, 'fraga.parter ska vara en lista'],
    [
      { parter: [{ arende: { identifierare: 'x'.repeat(101), typ: 'Diarienummer' } }] },
      'fraga.parter[0].arende.identifierare är längre än 100 tecken',
    ],
    [
      { parter: [{ kund: { ...tolvan, tillagg: 'x'.repeat(21) } }] },
      'fraga.parter[0].kund.tillagg är längre än 20 tecken',
    ],
    [{ parter, kundhandelseTyper: ['testkop'] }, 'fraga.kundhandelseTyper[0] har fel form'],
    [{ parter, kundhandelseTyper: Array(101).fill('A') }, 'fraga.kundhandelseTyper har fler än 100 värden'],
    [{ parter, taggar: ['å', 'å'] }, 'fraga.taggar har samma värde flera gånger'],
    [{ parter, taggar: ['\u0000'] }, 'fraga.taggar[0] har fel form'],
    [{ parter, slutDatum: '2026-02-30' }, 'fraga.slutDatum är ingen dag i kalendern'],
    [{ parter, startDatum: '2026-02-02', slutDatum: '2026-02-01' }, 'fraga.slutDatum är före startDatum'],
    [
      { parter, behandling: { paginering: { offset: 0 } } },
      'fraga.behandling.sortering saknas; paginering kräver sortering',
    ],
    [
      { parter, behandling: { paginering: { offset: 0.5 } } },
      'fraga.behandling.paginering.offset ska vara ett heltal',
    ],
    [
      {
        parter,
        behandling: {
          sortering: [{ attribut: 'RUBRIK', stigande: true }],
          paginering: { offset: 0, limit: 1001 },
        },
      },
      'fraga.behandling.paginering.limit får vara högst 1000',
    ],
  ];
  for (const [fraga, message] of cases) assert.equal(await refused(fraga), `Bad request: ${message}`);
});

test('400 without the correlation id, or with one that is no printable text', async () => {
  assert.equal(
    await refused({ parter }, { skv_client_correlation_id: '' }),
    'Bad request: skv_client_correlation_id saknas',
  );
  for (const id of ['x'.repeat(201), 'å'])
    assert.match(
      await refused({ parter }, { skv_client_correlation_id: id }),
      /högst 200 skrivbara ASCII-tecken$/,
    );
});

test('400 for a body that is missing, broken, of another shape or too large', async () => {
  assert.deepEqual(await textOf('POST', '{'), [400, 'Bad request: frågan är inte JSON i UTF-8']);
  assert.deepEqual(await textOf('POST', '[]'), [400, 'Bad request: frågan ska vara ett objekt']);
  assert.deepEqual(await textOf('POST', '{}'), [400, 'Bad request: fraga saknas']);
  const nobody = JSON.stringify({ fraga: { parter } });
  assert.deepEqual(await textOf('POST', nobody), [400, 'Bad request: anvandare saknas']);
  assert.deepEqual(await textOf('POST', ' '.repeat(131_073)), [400, 'Bad request: frågan är för stor']);
  assert.deepEqual(await textOf('POST', null), [400, 'Bad request: frågan saknas']);
});

async function textOf(method: string, body: string | null, headers?: Record<string, string>) {
  const { status, text } = await send(method, body, headers);
  return [status, (JSON.parse(text) as { message: string }).message];
}

test('401 without a token, with a wrong one, and with one that may not ask; always with a challenge', async () => {
  const loader = await room.hub.accessToken(['cases:load']);
  for (const authorization of ['', 'Bearer x', `Bearer ${loader}`, `Bearer ${room.key}`]) {
    const answer = await send('POST', good, { authorization });
    assert.equal(answer.status, 401);
    assert.equal(answer.text, '{"message":"Unauthorized"}');
    assert.notEqual(answer.headers.get('www-authenticate'), null);
  }
});

test('404 for a producer that is not registered, or is no id of one', async () => {
  for (const id of ['annan', 'ÅÄÖ', 'A'])
    assert.deepEqual(
      (await send('POST', good, {}, path.replace('testkommunen', id))).text,
      '{"message":"Not found: producenten finns inte"}',
    );
});

test('405 for every other method, 415 for every other media type', async () => {
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
    const answer = await send(method, null);
    assert.deepEqual([answer.status, answer.text], [405, '{"message":"Method not allowed"}']);
    assert.equal(answer.headers.get('allow'), 'POST');
  }
  const answer = await send('POST', good, { 'content-type': 'text/plain' });
  assert.deepEqual([answer.status, answer.text], [415, '{"message":"Unsupported media type"}']);
});

test('429 and 500 have the one field too, and tell nothing of what failed', () => {
  const rendered = (slug: string) => {
    const { status, body } = renderRefusal({
      type: `urn:ena:problem:http:${slug}`,
      title: 'hemligt',
      status: 1,
    });
    return [status, JSON.stringify(body)];
  };
  assert.deepEqual(rendered('too-many-requests'), [429, '{"message":"Too many requests"}']);
  assert.deepEqual(rendered('internal-error'), [500, '{"message":"Internal server error"}']);
  assert.deepEqual(rendered('stopping'), [500, '{"message":"Internal server error"}']);
});
