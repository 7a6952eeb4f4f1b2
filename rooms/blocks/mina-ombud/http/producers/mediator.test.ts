import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import type { RsaSigningKey } from '@ena/kernel/crypto/rsa-keys.ts';
import { readKeySet } from '@ena/kernel/crypto/verification-key.ts';
import { shiftedClock } from '@ena/testkit/clock.ts';
import { idOf, mandate } from '../../store/tests/samples.ts';
import { runningMediator } from './tests/running-mediator.ts';
import { agda, bodyOf, byra, call, errorOf, karlskrona, ostersund, sundsvall } from './tests/sample-calls.ts';
import {
  json,
  listItem,
  madeKey,
  page,
  remoteOf,
  type ServedProducer,
  serveProducer,
  signedKontext,
  withKeys,
} from './tests/served-producer.ts';

const holder = { id: byra.id, typ: 'orgnr' } as const;
const dead = '2120001835';
const all = [karlskrona, sundsvall, ostersund, dead];
const letters = ['A', 'C', 'E', 'G', 'Å', 'Ö'];
const remoteLetters = ['B', 'D', 'F', 'Ä'];

/** Answers a page of a list that it holds, as a producer does. */
function pages(items: readonly ReturnType<typeof listItem>[]) {
  return (heard: { readonly body: string }, response: Parameters<ReturnType<typeof json>>[1]) => {
    const { page: asked } = JSON.parse(heard.body);
    const size = Math.min(asked.size, 3);
    const fullmakter = items.slice(asked.page * size, (asked.page + 1) * size);
    const told = {
      size,
      number: asked.page,
      totalElements: items.length,
      totalPages: Math.ceil(items.length / size),
    };
    json({ fullmakter, page: told })({ method: '', url: '', headers: {}, body: '' }, response);
  };
}

describe('the mediator', () => {
  let key: RsaSigningKey;
  let alive: ServedProducer;
  let silent: ServedProducer;
  let running: Awaited<ReturnType<typeof runningMediator>>;

  before(async () => {
    key = await madeKey();
    const items = remoteLetters.map((rubrik, i) => listItem(ostersund, idOf(100 + i), rubrik));
    alive = await serveProducer(withKeys([key], pages(items)));
    silent = await serveProducer(() => {});
    running = await runningMediator(
      letters.map((title, i) => mandate(i + 1, { title })),
      {
        clock: shiftedClock(0),
        remoteProducers: [
          remoteOf(alive, ostersund, { name: 'Östersunds kommun', deadlineMs: 5000 }),
          remoteOf(silent, dead, { deadlineMs: 300 }),
        ],
      },
    );
  });
  after(async () => {
    await running.remove();
    await Promise.all([alive.close(), silent.close()]);
  });

  const list = async (relyingParties: readonly string[], number = 0, size = 20) =>
    bodyOf(
      await running.mediator.hamtaFullmakter(
        { fullmaktshavare: holder, page: { page: number, size } },
        relyingParties,
        call,
      ),
    );

  it('knows those of this database and those elsewhere', async () => {
    assert.deepEqual((await running.mediator.relyingParties()).toSorted(), all.toSorted());
  });

  it('asks nobody about the standing of a mandate that is in this database', async () => {
    const { standing, isElsewhere } = running.mediator;
    assert.deepEqual([isElsewhere(karlskrona), isElsewhere(ostersund)], [false, true]);
    assert.equal(await standing(karlskrona, idOf(1)), 'here');
    assert.equal(await standing(dead, idOf(1)), 'unknown');
  });

  it('puts the lists of all together, and tells of the dead one beside them', async () => {
    const { fullmakter, problem, page: told } = await list(all);
    assert.deepEqual(
      fullmakter.map(({ rubrik }) => rubrik),
      ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'Å', 'Ä', 'Ö'],
    );
    assert.deepEqual(Object.keys(problem ?? {}), [dead]);
    assert.equal(problem?.[dead]?.instance, 'network.timeout');
    assert.equal(problem?.[dead]?.source, 'formedlare');
    assert.deepEqual(told, { size: 20, number: 0, totalElements: 10, totalPages: 1 });
  });

  it('says nothing of problems where there are none', async () => {
    assert.ok(!('problem' in (await list([karlskrona, ostersund]))));
  });

  it('gives every entry on one page, whatever the size of the pages of those behind it', async () => {
    const seen: string[] = [];
    for (let number = 0; number < 4; number += 1) {
      const { fullmakter, page: told } = await list([karlskrona, ostersund], number, 3);
      seen.push(...fullmakter.map(({ rubrik }) => rubrik));
      assert.deepEqual(told, { size: 3, number, totalElements: 10, totalPages: 4 });
    }
    assert.deepEqual(seen, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'Å', 'Ä', 'Ö']);
  });

  it('refuses a page so far into several lists that all before it would have to be fetched', async () => {
    const asked = { fullmaktshavare: holder, page: { page: 10_000, size: 20 } };
    const { hamtaFullmakter } = running.mediator;
    const error = errorOf(await hamtaFullmakter(asked, [karlskrona, ostersund], call));
    assert.equal(error.instance, 'validation.client');
    assert.equal((await hamtaFullmakter(asked, [karlskrona], call)).kind, 'answered');
  });

  it('answers with an empty list where the only one that was asked is dead, or nobody was', async () => {
    const { fullmakter, problem } = await list([dead]);
    assert.deepEqual([fullmakter, Object.keys(problem ?? {})], [[], [dead]]);
    assert.deepEqual(await list([]), { fullmakter: [], page: { ...page, totalElements: 0, totalPages: 0 } });
  });

  it('keeps answering for the others while many wait for the dead one', async () => {
    const waiting = Array.from({ length: 100 }, () => list([dead]));
    const began = performance.now();
    const local = await running.mediator.hamtaBehorigheter(
      { tredjeman: karlskrona, fullmaktshavare: holder },
      call,
    );
    const took = performance.now() - began;
    assert.equal(bodyOf(local).kontext.length, 1);
    assert.ok(took < 3000, `${took} ms`);
    const instances = (await Promise.all(waiting)).map(({ problem }) => problem?.[dead]?.instance);
    assert.ok(instances.includes('network.error') && instances.includes('network.timeout'));
  });

  it('asks the one that holds the mandates for authority, and for its keys', async () => {
    const kontext = [await signedKontext(ostersund, key)];
    const before = alive.answering;
    alive.answering = withKeys([key], json({ kontext, page }));
    const { mediator } = running;
    const body = bodyOf(
      await mediator.hamtaBehorigheter({ tredjeman: ostersund, fullmaktshavare: holder }, call),
    );
    assert.deepEqual(body, { kontext, page });
    const keys = readKeySet(bodyOf(await mediator.hamtaTredjemanJwks(ostersund)));
    const { _sig, ...payload } = JSON.parse(JSON.stringify(body.kontext[0]));
    assert.equal(verifyDetached(payload, _sig, keys).ok, true);
    alive.answering = before;
  });

  it('asks it for a decision: which mandates permit one thing, and nothing where it is dead', async () => {
    const kontext = [await signedKontext(ostersund, key)];
    const before = alive.answering;
    alive.answering = withKeys([key], json({ kontext, page }));
    const { permitting } = running.mediator;
    const [granted] = kontext[0]?.behorigheter ?? assert.fail();
    const asked = { tredjeman: ostersund, fullmaktshavare: holder };
    const told = (kod: string) => permitting({ ...asked, behorigheter: [kod] }, call.requestId);
    assert.deepEqual(await told(granted?.kod ?? ''), [granted?.fullmakt]);
    assert.equal(
      await permitting({ ...asked, tredjeman: dead, behorigheter: ['a'] }, call.requestId),
      undefined,
    );
    alive.answering = before;
  });

  it('answers the error of a dead producer where it alone is asked', async () => {
    const { mediator } = running;
    const asked = { tredjeman: dead, fullmaktshavare: holder };
    assert.equal(errorOf(await mediator.hamtaBehorigheter(asked, call)).instance, 'network.timeout');
    assert.equal(errorOf(await mediator.hamtaFullmakt(dead, idOf(1), undefined, call)).status, 504);
    assert.equal(errorOf(await mediator.hamtaTredjemanJwks(dead)).instance, 'network.timeout');
  });

  it('asks nobody about a number that belongs to no relying party', async () => {
    const { mediator } = running;
    const asked = { tredjeman: byra.id, fullmaktshavare: holder };
    assert.equal(errorOf(await mediator.hamtaBehorigheter(asked, call)).instance, 'tredjeman.ogiltig');
    const read = await mediator.hamtaFullmakt(byra.id, idOf(1), undefined, call);
    assert.equal(errorOf(read).instance, 'tredjeman.ogiltig');
  });

  it('tells of its own database as of any other producer, when it is away', async () => {
    const gone = () => Promise.reject(new Error('the database is away'));
    const store = { authority: gone, search: gone, find: gone, descendants: gone };
    const { mediator, remove } = await runningMediator([], {
      store,
      clock: shiftedClock(0),
      remoteProducers: [remoteOf(alive, ostersund, { deadlineMs: 5000 })],
    });
    const body = bodyOf(
      await mediator.hamtaFullmakter({ fullmaktshavare: holder }, [karlskrona, sundsvall, ostersund], call),
    );
    assert.equal(body.fullmakter.length, remoteLetters.length);
    assert.deepEqual(
      Object.entries(body.problem ?? {}).map(([id, { instance }]) => [id, instance]),
      [
        [karlskrona, 'server.error'],
        [sundsvall, 'server.error'],
      ],
    );
    await remove();
  });

  it('has it noted what was told of mandates elsewhere, and nothing of those that did not answer', async () => {
    const { mediator, store, lookups, remove } = await runningMediator([], {
      clock: shiftedClock(0),
      remoteProducers: [
        remoteOf(alive, ostersund, { deadlineMs: 5000 }),
        remoteOf(silent, dead, { deadlineMs: 300 }),
      ],
    });
    await mediator.hamtaFullmakter({ fullmaktshavare: holder }, [ostersund, dead], call);
    await mediator.hamtaFullmakter(
      { fullmaktsgivare: { id: agda.id, typ: 'pnr' } },
      [karlskrona, dead],
      call,
    );
    await lookups.stop();
    const told = async (party: typeof agda) =>
      (await store.lookups(party, { offset: 0, limit: 10 })).items.map(({ relyingParty, found }) => [
        relyingParty,
        found,
      ]);
    assert.deepEqual(await told(byra), [[ostersund, 4]]);
    assert.deepEqual(await told(agda), [[karlskrona, 0]]);
    await remove();
  });
});
