import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from '../use-cases/change.ts';
import { mandate, run, sundsvall } from './decision-room.ts';
import { karlskrona, people } from './granting-room.ts';

const { örjan } = people;

test('a system reads what happened to its organisation’s mandates in order, and goes on where it was', async () => {
  const { hub, store } = await run();
  const at = Date.parse('2026-11-22T11:30:00Z');
  const ended = { by: 'holder', at, reason: 'Hinner inte.', person: örjan } as const;
  const cause = { actor: { kind: 'operator' }, at, change: 'ended', reason: '' } as const;
  await store.save({ mandates: [changeOf('mandate', mandate, { ...mandate, ended, revision: 2 }, cause)] });
  const read = async (query: string, orgnr = karlskrona, organisation = karlskrona) => {
    const token = await hub.accessToken(['mandates:decide'], organisation);
    const address = `${hub.url}/mandates/v1/relying-parties/${orgnr}/changes${query}`;
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    return { status: answer.status, text, json: JSON.parse(text) };
  };
  const first = await read('?limit=2');
  assert.deepEqual([first.json.items.length, first.json.next], [2, 2]);
  const rest = await read(`?after=${first.json.next}`);
  assert.deepEqual(rest.json, {
    items: [
      {
        number: 3,
        mandate: mandate.id,
        reference: mandate.reference,
        change: 'ended',
        at: '2026-11-22T12:30:00+01:00',
        endedBy: 'holder',
      },
    ],
    next: 3,
  });
  assert.doesNotMatch(first.text + rest.text, /Provström|Exempelsson|\d{12}/);
  assert.deepEqual((await read('?after=3')).json, { items: [], next: 3 });
  assert.equal((await read('', sundsvall)).status, 403, 'another’s');
  assert.equal((await read('', sundsvall, sundsvall)).json.items.length, 1);
  for (const wrong of ['?after=-1', '?after=x', '?limit=1001', '?extra=1'])
    assert.equal((await read(wrong)).status, 400, wrong);
});
