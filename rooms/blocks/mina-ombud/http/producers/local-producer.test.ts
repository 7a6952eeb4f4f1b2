import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { day } from '@ena/kernel/time.ts';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { ended, idOf, mandate, saving } from '../../store/tests/samples.ts';
import { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import { HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import { runningMediator } from './tests/running-mediator.ts';
import {
  agda,
  bodyOf,
  byra,
  call,
  errorOf,
  golv,
  karlskrona,
  noon,
  sundsvall,
} from './tests/sample-calls.ts';

const holder = { id: byra.id, typ: 'orgnr' } as const;
const x = { code: 'x', title: 'Läsa ärenden', description: 'Får läsa' };
const y = { code: 'å', title: 'Söka bygglov' };
const ending = { by: 'delegator', at: Date.parse('2026-11-01T10:00:00Z'), reason: 'ändrat' } as const;

/* What Byrån holds at Karlskrona: 1–3 of Agda, 4 coming, 5 run out, 6 ended; 7 of Golv, passed on as 8 and 9. */
const mandates = [
  mandate(1, { permissions: [x], validFrom: '2021-01-01' }),
  mandate(2, { permissions: [x, y], validFrom: '2021-02-01' }),
  mandate(3, { permissions: [x], validFrom: '2021-03-01' }),
  mandate(4, { permissions: [x], validFrom: '2026-11-23', title: 'Årlig' }),
  mandate(5, { permissions: [x], validTo: '2026-11-21', title: 'Äldre' }),
  mandate(6, { permissions: [x] }),
  mandate(7, { grantor: golv, grantorRole: 'organisation', permissions: [x], title: 'Öppen' }),
  mandate(8, {
    grantor: golv,
    grantorRole: 'organisation',
    parent: idOf(7),
    holders: [agda],
    mayDelegate: false,
  }),
  mandate(9, { grantor: golv, grantorRole: 'organisation', parent: idOf(7), holders: [agda] }),
];

describe('mandates of this database', () => {
  let running: Awaited<ReturnType<typeof runningMediator>>;
  before(async () => {
    running = await runningMediator(mandates);
    const six = mandates[5];
    const nine = mandates[8];
    assert.ok(six && nine);
    await running.store.save(saving(ended(six), { ...ended(nine), ended: ending }));
  });
  after(() => running.remove());

  const authority = async (change: object = {}, version: 'v1' | 'v2' = 'v2') =>
    bodyOf(
      await running.mediator.hamtaBehorigheter(
        { tredjeman: karlskrona, fullmaktshavare: holder, ...change },
        { ...call, version },
      ),
    );
  const list = async (change: HamtaFullmakterRequest, version: 'v1' | 'v2' = 'v2') =>
    bodyOf(await running.mediator.hamtaFullmakter({ ...change }, [karlskrona], { ...call, version }));
  const numbers = async (change: HamtaFullmakterRequest) =>
    (await list({ fullmaktshavare: holder, page: { sort: 'referensnummer' }, ...change })).fullmakter.map(
      ({ id }) => Number.parseInt(id.slice(-2), 16),
    );
  const one = async (number: number, utdelning?: 'AKTUELLA' | 'ALLA', version: 'v1' | 'v2' = 'v2') =>
    bodyOf(await running.mediator.hamtaFullmakt(karlskrona, idOf(number), utdelning, { ...call, version }));

  it('give the authority of today: a context for each grantor, by name, the latest mandate for each code', async () => {
    const { kontext, page } = await authority();
    assert.deepEqual(
      kontext.map(({ fullmaktsgivare, behorigheter }) => [fullmaktsgivare.namn, behorigheter]),
      [
        ['TB Valls Golv AB', [{ kod: 'x', fullmakt: idOf(7) }]],
        [
          'Ängström',
          [
            { kod: 'x', fullmakt: idOf(3) },
            { kod: 'å', fullmakt: idOf(2) },
          ],
        ],
      ],
    );
    assert.deepEqual(page, { size: 20, number: 0, totalElements: 2, totalPages: 1 });
  });

  it('are told of in the form of the contract, with no other member, in both versions', async () => {
    const exact = (body: object, schema: TSchema) => assert.deepEqual([...Compile(schema).Errors(body)], []);
    for (const version of ['v1', 'v2'] as const) {
      exact(await authority({}, version), HamtaBehorigheterResponse);
      exact(await list({ fullmaktshavare: holder }, version), HamtaFullmakterResponse);
      exact(await one(7, 'ALLA', version), FullmaktMetadataResponse);
    }
    const [kontext] = (await authority()).kontext;
    assert.deepEqual(Object.keys(kontext ?? {}), [
      'tredjeman',
      'fullmaktsgivare',
      'fullmaktsgivarroll',
      'fullmaktshavare',
      'behorigheter',
      'tidpunkt',
      '_sig',
    ]);
    assert.equal(kontext?.tidpunkt, '2026-11-22T12:00:00+01:00');
  });

  it('are signed by the relying party, each context and each mandate as a whole', async () => {
    const keys = readKeySet(bodyOf(await running.mediator.hamtaTredjemanJwks(karlskrona)));
    const others = readKeySet(bodyOf(await running.mediator.hamtaTredjemanJwks(sundsvall)));
    for (const signed of [
      ...(await authority()).kontext,
      ...(await authority({}, 'v1')).kontext,
      await one(7),
    ]) {
      const { _sig, ...payload } = JSON.parse(JSON.stringify(signed));
      assert.equal(verifyDetached(payload, _sig, keys).ok, true);
      assert.equal(verifyDetached(payload, _sig, others).ok, false);
      assert.equal(verifyDetached({ ...payload, tredjeman: sundsvall }, _sig, keys).ok, false);
    }
  });

  it('are filtered by grantor, role and code, and paged by grantors', async () => {
    const names = async (change: object) =>
      (await authority(change)).kontext.map(({ fullmaktsgivare }) => fullmaktsgivare.namn);
    assert.deepEqual(await names({ fullmaktsgivare: { id: agda.id, typ: 'pnr' } }), ['Ängström']);
    assert.deepEqual(await names({ fullmaktsgivarroll: ['ORGANISATION'] }), ['TB Valls Golv AB']);
    assert.deepEqual(await names({ behorigheter: ['å'] }), ['Ängström']);
    assert.deepEqual(await names({ behorigheter: ['okänd'] }), []);
    assert.deepEqual(await names({ page: { page: 1, size: 1 } }), ['Ängström']);
    const { page } = await authority({ page: { page: 1, size: 1 } });
    assert.deepEqual(page, { size: 1, number: 1, totalElements: 2, totalPages: 2 });
  });

  it('have a type for each code in version 1', async () => {
    const [kontext] = (await authority({}, 'v1')).kontext;
    assert.deepEqual(kontext?.behorigheter, [{ kod: 'x', typ: 'aktiv', fullmakt: idOf(7) }]);
  });

  it('begin to count when the day begins in Sweden, and not in Greenwich', async () => {
    const clock = noon();
    const { mediator, remove } = await runningMediator(mandates.slice(3, 4), { clock });
    const ask = async () =>
      bodyOf(await mediator.hamtaBehorigheter({ tredjeman: karlskrona, fullmaktshavare: holder }, call))
        .kontext.length;
    clock.set('2026-11-22T22:59:59Z');
    assert.equal(await ask(), 0);
    clock.set('2026-11-22T23:00:00Z');
    assert.equal(await ask(), 1);
    await remove();
  });

  it('are found by every filter of the list', async () => {
    assert.deepEqual(await numbers({}), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(await numbers({ status: 'GILTIG' }), [1, 2, 3, 7]);
    assert.deepEqual(await numbers({ status: 'AKTUELL' }), [1, 2, 3, 4, 7]);
    assert.deepEqual(await numbers({ status: 'HISTORISK' }), [5, 6]);
    assert.deepEqual(await numbers({ aterkallad: true }), [6]);
    assert.deepEqual(await numbers({ aterkallad: false, status: 'HISTORISK' }), [5]);
    assert.deepEqual(await numbers({ fullmaktsgivarroll: ['ORGANISATION'] }), [7]);
    assert.deepEqual(await numbers({ giltigFrom: '2026-11-23' }), [4]);
    assert.deepEqual(await numbers({ giltigTom: '2026-11-21' }), [5]);
    assert.deepEqual(await numbers({ giltigTom: null, giltigFrom: '2026-01-02' }), [4]);
    assert.deepEqual(await numbers({ ursprung: null, fullmaktsgivarroll: ['ORGANISATION'] }), [7]);
    const passed = { fullmaktsgivare: { id: golv.id, typ: 'orgnr' }, ursprung: idOf(7) } as const;
    const { fullmakter } = await list(passed);
    assert.deepEqual(
      fullmakter.map(({ id, transportfullmakt }) => [id, transportfullmakt]),
      [
        [idOf(8), true],
        [idOf(9), true],
      ],
    );
  });

  it('are judged at the instant asked about, where one is', async () => {
    assert.deepEqual(
      await numbers({ status: 'GILTIG', referenstidpunkt: '2026-11-22T23:30:00Z' }),
      [1, 2, 3, 4, 7],
    );
    assert.deepEqual(
      await numbers({ status: 'GILTIG', referenstidpunkt: '2026-11-21T12:00:00+01:00' }),
      [1, 2, 3, 5, 7],
    );
    const { fullmakter } = await list({ fullmaktshavare: holder, referenstidpunkt: '2030-01-01T00:00:00Z' });
    assert.ok(fullmakter.every(({ id, status }) => status !== 'AKTUELL' || id !== idOf(4)));
  });

  it('come in the order asked for, Å, Ä and Ö last', async () => {
    const { fullmakter } = await list({ fullmaktshavare: holder, page: { sort: 'rubrik desc', size: 3 } });
    assert.deepEqual(
      fullmakter.map(({ rubrik }) => rubrik),
      ['Öppen', 'Äldre', 'Årlig'],
    );
    const wrong = await running.mediator.hamtaFullmakter({ page: { sort: 'namn' } }, [karlskrona], call);
    assert.equal(bodyOf(wrong).problem?.[karlskrona]?.instance, 'validation.client');
  });

  it('say nothing of passing on in version 1', async () => {
    const { fullmakter } = await list({ fullmaktshavare: { id: agda.id, typ: 'pnr' } }, 'v1');
    const nine = fullmakter.find(({ id }) => id === idOf(9));
    assert.equal(nine?.aterkallad?.part, 'FULLMAKTSGIVARE');
    for (const member of ['vidaredelad', 'vidaredelning', 'transportfullmakt'])
      assert.ok(!(member in (nine ?? {})));
    const { fullmakt, metadata } = await one(7, 'ALLA', 'v1');
    assert.ok(!('vidaredelning' in fullmakt) && !('utdelningar' in metadata) && !('vidaredelad' in metadata));
    assert.deepEqual(fullmakt.behorigheter, [
      {
        behorighetsobjekt: {
          kod: 'x',
          rubrik: 'Läsa ärenden',
          typer: [{ typ: 'aktiv', rubrik: 'Läsa ärenden', beskrivning: 'Får läsa', vald: true, niva: 0 }],
        },
      },
    ]);
  });

  it('are read one at a time, with those passed on where they are asked for', async () => {
    const { fullmakt, metadata, svarstidpunkt } = await one(7);
    assert.equal(svarstidpunkt, '2026-11-22T12:00:00+01:00');
    assert.deepEqual(fullmakt.tredjeman, { id: karlskrona, namn: 'Karlskrona kommun' });
    assert.equal(metadata.vidaredelad, true);
    assert.equal(metadata.utdelningar, undefined);
    const told = async (utdelning: 'AKTUELLA' | 'ALLA') =>
      (await one(7, utdelning)).metadata.utdelningar?.map(({ id, status }) => [id, status]);
    assert.deepEqual(await told('AKTUELLA'), [[idOf(8), 'GILTIG']]);
    assert.deepEqual(await told('ALLA'), [
      [idOf(8), 'GILTIG'],
      [idOf(9), 'HISTORISK'],
    ]);
    const nine = await one(9, 'ALLA');
    assert.deepEqual(nine.metadata.utdelningar, []);
    assert.equal(nine.metadata.aterkallad?.part, 'UTDELARE');
    assert.equal(nine.fullmakt.ursprung.fullmakt, idOf(7));
  });

  it('are missing at another relying party than their own, and where there is none', async () => {
    for (const [tredjeman, id] of [
      [sundsvall, idOf(7)],
      [karlskrona, idOf(99)],
      [karlskrona, 'ingen'],
    ] as const) {
      const error = errorOf(await running.mediator.hamtaFullmakt(tredjeman, id, undefined, call));
      assert.deepEqual([error.instance, error.status], ['fullmakt.saknas', 404]);
    }
  });

  it('leave out what is limited to a thing that the contract cannot name', async () => {
    const limits = [{ kind: 'property', value: 'KARLSKRONA ÅSEN 1:2' }] as const;
    const { mediator, remove } = await runningMediator([
      mandate(1, { permissions: [x], limits }),
      mandate(2, { permissions: [y] }),
    ]);
    const asked = { tredjeman: karlskrona, fullmaktshavare: holder };
    const { kontext } = bodyOf(await mediator.hamtaBehorigheter(asked, call));
    assert.deepEqual(
      kontext.map(({ behorigheter }) => behorigheter),
      [[{ kod: 'å', fullmakt: idOf(2) }]],
    );
    const { page } = bodyOf(await mediator.hamtaFullmakter({ fullmaktshavare: holder }, [karlskrona], call));
    assert.equal(page.totalElements, 2);
    const whole = bodyOf(await mediator.hamtaFullmakt(karlskrona, idOf(1), undefined, call));
    assert.match(
      whole.fullmakt.beskrivning,
      /^Begränsad, gäller bara fastighet KARLSKRONA ÅSEN 1:2\. /,
      'who reads it in whole meets the limit first',
    );
    await remove();
  });

  it('stop counting the moment they are ended, although their context was signed just before', async () => {
    const { mediator, store, signed, remove } = await runningMediator(mandates.slice(0, 1));
    const ask = async () =>
      bodyOf(await mediator.hamtaBehorigheter({ tredjeman: karlskrona, fullmaktshavare: holder }, call));
    const [first, again] = [await ask(), await ask()];
    assert.deepEqual(again, first);
    assert.deepEqual(signed.counts, { signed: 1, reused: 1 });
    const [granted] = mandates;
    assert.ok(granted);
    await store.save(saving(ended(granted)));
    assert.deepEqual((await ask()).kontext, []);
    await remove();
  });

  it('tell grantor and holder who asked, and what was found', async () => {
    const clock = noon();
    const { mediator, store, lookups, remove } = await runningMediator(mandates.slice(0, 3), { clock });
    const question = { tredjeman: karlskrona, fullmaktshavare: holder };
    await mediator.hamtaBehorigheter(question, call);
    clock.advance(1000);
    await mediator.hamtaFullmakter({ fullmaktsgivare: { id: agda.id, typ: 'pnr' } }, [karlskrona], call);
    clock.advance(1000);
    await mediator.hamtaFullmakt(karlskrona, idOf(1), undefined, call);
    clock.advance(1000);
    await mediator.hamtaBehorigheter({ ...question, tredjeman: sundsvall }, call);
    await lookups.stop();
    const told = async (party: typeof agda) =>
      (await store.lookups(party, { offset: 0, limit: 10 })).items.map(
        ({ purpose, relyingParty, found, at }) => [purpose, relyingParty, found, (at - clock.now()) / 1000],
      );
    const all = [
      ['hamtaFullmakt', karlskrona, 1, -1],
      ['hamtaFullmakter', karlskrona, 3, -2],
      ['hamtaBehorigheter', karlskrona, 2, -3],
    ];
    assert.deepEqual(await told(agda), all);
    assert.deepEqual(await told(byra), [['hamtaBehorigheter', sundsvall, 0, 0], ...all]);
    const [row] = (await store.lookups(agda, { offset: 0, limit: 1 })).items;
    assert.deepEqual(
      [row?.organisation, row?.service, row?.requestId],
      [karlskrona, 'bygglov', call.requestId],
    );
    await remove();
  });

  it('have no keys for a number that belongs to no relying party', async () => {
    const error = errorOf(await running.mediator.hamtaTredjemanJwks('5561929323'));
    assert.equal(error.instance, 'tredjeman.ogiltig');
  });

  it('are not told of where nobody would learn of the question', async () => {
    const lookups = { note: () => 'full' as const, stop: async () => 0 };
    const { mediator, remove } = await runningMediator(mandates.slice(0, 1), { lookups });
    const answer = await mediator.hamtaBehorigheter({ tredjeman: karlskrona, fullmaktshavare: holder }, call);
    assert.deepEqual([errorOf(answer).instance, errorOf(answer).status], ['server.error', 503]);
    await remove();
  });

  it('tell no name of an identity that has been protected since, in any answer', async () => {
    const hidden = new Set<string>();
    const persons = {
      protectedAmong: async (ids: readonly string[]) => new Set(ids.filter((id) => hidden.has(id))),
    };
    const signed = { signatories: [{ kind: 'person', person: agda }], signatures: [{ person: agda, at: 0 }] };
    const given = [mandate(1, { permissions: [x], ...signed } as object), mandates[6], mandates[7]];
    const some = given.filter((one) => one !== undefined);
    const { mediator, remove } = await runningMediator(some, { persons });
    const answers = async () => ({
      authority: bodyOf(
        await mediator.hamtaBehorigheter({ tredjeman: karlskrona, fullmaktshavare: holder }, call),
      ),
      list: bodyOf(await mediator.hamtaFullmakter({}, [karlskrona], call)),
      one: bodyOf(await mediator.hamtaFullmakt(karlskrona, idOf(1), undefined, call)),
      passedOn: bodyOf(await mediator.hamtaFullmakt(karlskrona, idOf(7), 'ALLA', call)),
    });
    for (const answer of Object.values(await answers())) assert.match(JSON.stringify(answer), /Ängström/);
    hidden.add(agda.id);
    const told = await answers();
    for (const [name, answer] of Object.entries(told)) {
      const text = JSON.stringify(answer);
      assert.doesNotMatch(text, /Ängström|Agda/, name);
      assert.ok(text.includes(`{"id":"${agda.id}","typ":"pnr","namn":"Skyddad identitet"}`), text);
    }
    const keys = readKeySet(bodyOf(await mediator.hamtaTredjemanJwks(karlskrona)));
    const context = told.authority.kontext.find(({ fullmaktsgivare: { id } }) => id === agda.id);
    assert.ok(context !== undefined);
    const { _sig, ...payload } = context;
    assert.equal(verifyDetached(payload, _sig, keys).ok, true);
    await remove();
  });

  it('keep their keys published when the next one signs', async () => {
    const clock = noon();
    const { mediator, remove } = await runningMediator(mandates.slice(0, 1), { clock });
    const ask = async () =>
      bodyOf(await mediator.hamtaBehorigheter({ tredjeman: karlskrona, fullmaktshavare: holder }, call));
    const { _sig, ...payload } = JSON.parse(JSON.stringify((await ask()).kontext[0]));
    clock.advance(365 * day);
    await mediator.hamtaTredjemanJwks(karlskrona);
    clock.advance(day);
    const keys = readKeySet(bodyOf(await mediator.hamtaTredjemanJwks(karlskrona)));
    assert.equal(keys.length, 2);
    const next = JSON.parse(JSON.stringify((await ask()).kontext[0]));
    assert.notEqual(next._sig.protected, _sig.protected);
    assert.equal(verifyDetached(payload, _sig, keys).ok, true);
    await remove();
  });
});
