import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { RsaSigningKey } from '@ena/kernel/crypto/rsa-keys.ts';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { silentLogger } from '@ena/kernel/log/logger.ts';
import { minute } from '@ena/kernel/time.ts';
import { shiftedClock } from '@ena/testkit/clock.ts';
import type { RemoteProducer } from './remote-call.ts';
import { type RemoteClient, remoteClient } from './remote-producer.ts';
import { agda, bodyOf, byra, call, errorOf, golv, ostersund, sundsvall } from './tests/sample-calls.ts';
import {
  type Answering,
  json,
  listItem,
  madeKey,
  page,
  remoteOf,
  type ServedProducer,
  serveProducer,
  signedKontext,
  signedMandate,
  withKeys,
} from './tests/served-producer.ts';

const question = {
  tredjeman: ostersund,
  fullmaktshavare: { id: byra.id, typ: 'orgnr' },
  fullmaktsgivare: { id: golv.id, typ: 'orgnr' },
} as const;
const id = '8ba13558-f639-40ca-a009-52c0cad0414f';

describe('a remote producer', () => {
  let key: RsaSigningKey;
  let other: RsaSigningKey;
  let served: ServedProducer;
  let client: RemoteClient;
  before(async () => {
    [key, other] = await Promise.all([madeKey(), madeKey()]);
    served = await serveProducer(json({}));
  });
  beforeEach(() => {
    client = clientOf();
    served.heard.length = 0;
  });
  after(() => served.close());

  function clientOf(change: Partial<RemoteProducer> = {}, clock = shiftedClock(0)) {
    const callOut = createCallOut({ anyAddress: true });
    return remoteClient(remoteOf(served, ostersund, change), { callOut, clock, log: silentLogger });
  }

  const authority = async (answering: Answering) => {
    served.answering = answering;
    return client.hamtaBehorigheter(question, call);
  };
  const list = async (answering: Answering) => {
    served.answering = answering;
    return client.hamtaFullmakter({ fullmaktshavare: question.fullmaktshavare }, call);
  };

  it('is asked through the own connector, with purpose, legal basis and the one concerned', async () => {
    await authority(withKeys([key], json({ kontext: [], page })));
    const asked = served.heard.find(({ method }) => method === 'POST');
    assert.equal(asked?.url, `/exchange/${ostersund}/fullmakter/v2/sok/behorigheter`);
    assert.deepEqual(JSON.parse(asked?.body ?? ''), question);
    const { headers } = asked ?? {};
    assert.equal(headers?.['ena-purpose'], 'kontroll av fullmakt');
    assert.equal(headers?.['ena-legal-basis'], 'SFS 2009:400');
    assert.equal(headers?.['ena-subject'], golv.id);
    assert.equal(headers?.['ena-system'], 'hubben');
    assert.equal(headers?.['ena-system-key'], 'hemlig-nyckel');
    assert.equal(headers?.['x-service-name'], 'bygglov');
    assert.equal(headers?.['x-request-id'], call.requestId);
    assert.equal(headers?.['x-id-token'], undefined);
  });

  it('is given the id token only where it is so agreed, and the provider may be another than the relying party', async () => {
    served.answering = withKeys([key], json({ kontext: [], page }));
    const agreed = clientOf({ passIdToken: true, provider: sundsvall });
    await agreed.hamtaBehorigheter(question, { ...call, version: 'v1', idToken: 'a.b.c' });
    const asked = served.heard.find(({ method }) => method === 'POST');
    assert.equal(asked?.headers['x-id-token'], 'a.b.c');
    assert.equal(asked?.url, `/exchange/${sundsvall}/fullmakter/v1/sok/behorigheter`);
  });

  it('has its signed answers passed on untouched, members of later versions included', async () => {
    const kontext = [await signedKontext(ostersund, key, { nytt: { fält: [1, 'ö'] } })];
    const answer = await authority(withKeys([other, key], json({ kontext, page })));
    assert.deepEqual(bodyOf(answer), { kontext, page });
  });

  for (const [what, make] of [
    ['about another relying party', () => signedKontext(sundsvall, key)],
    [
      'about another grantor',
      () => signedKontext(ostersund, key, { fullmaktsgivare: { id: byra.id, typ: 'orgnr', namn: 'x' } }),
    ],
    [
      'about another holder',
      () => signedKontext(ostersund, key, { fullmaktshavare: [{ id: agda.id, typ: 'pnr', namn: 'x' }] }),
    ],
    ['signed by a key that it does not publish', () => signedKontext(ostersund, other)],
    [
      'changed after it was signed',
      async () => ({ ...(await signedKontext(ostersund, key)), fullmaktsgivarroll: 'PRIVAT' }),
    ],
    ['without a signature', async () => ({ ...(await signedKontext(ostersund, key)), _sig: undefined })],
    ['without its instant', () => signedKontext(ostersund, key, { tidpunkt: undefined })],
    ['with a member of the wrong kind', () => signedKontext(ostersund, key, { behorigheter: 'å' })],
  ] as const) {
    it(`is refused an answer ${what}`, async () => {
      const kontext = [await signedKontext(ostersund, key), await make()];
      const error = errorOf(await authority(withKeys([key], json({ kontext, page }))));
      assert.equal(error.instance, 'validation.producer');
      assert.equal(error.requestId, call.requestId);
    });
  }

  it('may begin to sign with a new key: the keys are fetched again, and at most every ten seconds', async () => {
    let now = 0;
    client = clientOf({}, { now: () => Date.now() + now });
    const kontext = [await signedKontext(ostersund, key)];
    assert.equal((await authority(withKeys([key], json({ kontext, page })))).kind, 'answered');
    const newer = { kontext: [await signedKontext(ostersund, other)], page };
    assert.equal((await authority(withKeys([key, other], json(newer)))).kind, 'failed');
    now = 11_000;
    assert.equal((await authority(withKeys([key, other], json(newer)))).kind, 'answered');
    assert.equal(served.heard.filter(({ url }) => url.endsWith('/jwks')).length, 2);
  });

  for (const [what, answering, instance] of [
    ['says nothing', () => {}, 'network.timeout'],
    ['begins an answer and stops', (_, response) => void response.write('{"kontext": ['), 'network.timeout'],
    [
      'hangs up in the middle',
      (_, response) => {
        response.writeHead(200, { 'content-length': '1000' });
        response.write('{"kontext": [');
        setTimeout(() => response.destroy(), 20);
      },
      'network.error',
    ],
    ['hangs up at once', (_, response) => void response.destroy(), 'network.error'],
    ['answers what is no JSON', (_, response) => void response.end('<html>åäö'), 'validation.producer'],
    ['answers half of its JSON', (_, response) => void response.end('{"kontext": ['), 'validation.producer'],
    ['answers another JSON', json([1, 2, 3]), 'validation.producer'],
    ['answers null', json(null), 'validation.producer'],
    [
      'answers JSON nested without end',
      (_, response) => void response.end('['.repeat(1_000_000)),
      'validation.producer',
    ],
    [
      'redirects',
      (_, response) => void response.writeHead(302, { location: '/annan' }).end(),
      'network.error',
    ],
    [
      'is refused by a connector',
      json({ type: 'https://ena/problems/no-grant', title: 'x', status: 403 }, 403),
      'network.error',
    ],
    [
      'is too slow for a connector',
      json({ type: 'https://ena/problems/slow', title: 'x', status: 504 }, 504),
      'network.timeout',
    ],
  ] as const satisfies readonly (readonly [string, Answering, string])[]) {
    it(`that ${what} is told of as ${instance}, within its deadline`, async () => {
      const began = performance.now();
      const answers = [await authority(withKeys([key], answering)), await list(answering)];
      for (const answer of answers) assert.equal(errorOf(answer).instance, instance);
      assert.ok(performance.now() - began < 5000);
    });
  }

  it('that answers more than 16 MB is refused', async () => {
    client = clientOf({ deadlineMs: 20_000 });
    const answer = await list((_, response) => void response.end(Buffer.alloc(17_000_000, 32)));
    assert.equal(errorOf(answer).instance, 'validation.producer');
  });

  it('that is not there at all is told of as network.error', async () => {
    const gone = await serveProducer(json({}));
    await gone.close();
    client = remoteClient(remoteOf(gone, ostersund), {
      callOut: createCallOut({ anyAddress: true }),
      clock: shiftedClock(0),
      log: silentLogger,
    });
    assert.equal(errorOf(await client.hamtaBehorigheter(question, call)).instance, 'network.error');
    assert.equal(errorOf(await client.hamtaTredjemanJwks(call.requestId)).instance, 'network.error');
  });

  const told = {
    type: 'urn:dfm:error:validation',
    instance: 'validation.client',
    status: 400,
    title: 'Fel för 19810105-2382',
    violations: [{ message: 'är inte 198101052382', path: 'fullmaktshavare.id', value: '198101052382' }],
  };

  it('has its own error passed on, without anyone’s number in it', async () => {
    const error = errorOf(await authority(withKeys([key], json(told, 400))));
    assert.deepEqual(error, {
      type: 'urn:dfm:error:validation',
      instance: 'validation.client',
      status: 400,
      requestId: call.requestId,
      title: 'Fel för …',
      source: 'producent',
      violations: [{ message: 'är inte …', path: 'fullmaktshavare.id' }],
    });
  });

  for (const [status, propagate, instance] of [
    [404, undefined, 'fullmakt.saknas'],
    [409, undefined, 'fullmakt.saknas'],
    [422, undefined, 'fullmakt.saknas'],
    [500, undefined, 'fullmakt.saknas'],
    [501, undefined, 'fullmakt.saknas'],
    [503, undefined, 'fullmakt.saknas'],
    [401, undefined, 'server.error'],
    [403, undefined, 'server.error'],
    [502, undefined, 'server.error'],
    [403, true, 'fullmakt.saknas'],
    [404, false, 'server.error'],
  ] as const) {
    it(`that fails with ${status} and propagate ${propagate} is told of as ${instance}`, async () => {
      const body = { type: 'urn:dfm:error:basic', instance: 'fullmakt.saknas', status, title: 'Saknas' };
      served.answering = withKeys([key], json({ ...body, propagate }, status));
      const error = errorOf(await client.hamtaFullmakt(id, undefined, call));
      assert.equal(error.instance, instance);
      assert.equal(error.source, 'producent');
      assert.ok(!('propagate' in error));
    });
  }

  it('is refused a list with another’s mandates, with more than a page, or with a page below nothing', async () => {
    const items = [listItem(ostersund, id, 'Äldre')];
    const fit = { fullmakter: items, page };
    assert.deepEqual(bodyOf(await list(json(fit))), fit);
    for (const unfit of [
      { fullmakter: [...items, listItem(sundsvall, id, 'x')], page: { ...page, totalElements: 2 } },
      { fullmakter: items, page: { ...page, totalElements: -1 } },
      { fullmakter: items, page: { ...page, totalElements: 0 } },
      { fullmakter: items, page: { ...page, size: 0 } },
      { fullmakter: [{ ...items[0], fullmaktshavare: [] }], page },
    ]) {
      assert.equal(errorOf(await list(json(unfit))).instance, 'validation.producer');
    }
  });

  it('that is itself a mediator may tell of a problem', async () => {
    const problem = {
      [ostersund]: { type: 'urn:dfm:error:basic', instance: 'server.error', status: 500, title: 'x' },
    };
    const answer = await list(json({ fullmakter: [], problem, page: { ...page, totalElements: 0 } }));
    assert.equal(errorOf(answer).instance, 'server.error');
  });

  it('is asked whether a mandate is in force, and only its signed word that it is counts', async () => {
    const says = async (answering: Answering) => {
      served.answering = withKeys([key], answering);
      return client.standing(id, call.requestId);
    };
    const missing = {
      type: 'urn:dfm:error:basic',
      instance: 'fullmakt.saknas',
      status: 404,
      title: 'Saknas',
    };
    const signed = (change: object, by = key) => signedMandate(ostersund, id, by, change);
    assert.equal(await says(json(await signed({ status: 'GILTIG' }))), 'in-force');
    assert.equal(await says(json(await signed({ status: 'HISTORISK' }))), 'ended');
    assert.equal(await says(json(await signed({ status: 'AKTUELL' }))), 'ended', 'not yet');
    assert.equal(await says(json(missing, 404)), 'ended');
    assert.equal(await says(json(await signed({ status: 'GILTIG' }, other))), 'unknown');
    const changed = await signed({ status: 'HISTORISK' });
    const metadata = { ...changed.metadata, status: 'GILTIG' };
    assert.equal(await says(json({ ...changed, metadata })), 'unknown');
    assert.equal(await says(json({}, 503)), 'unknown');
    assert.equal(await says(() => {}), 'unknown');
    const asked = served.heard.find(({ url }) => !url.endsWith('/jwks'));
    assert.equal(asked?.url, `/exchange/${ostersund}/fullmakter/v2/tredjeman/${ostersund}/fullmakter/${id}`);
  });

  it('has its keys passed on as they are, remembered for when it is away, and never a private one', async () => {
    let now = 0;
    client = clientOf({}, { now: () => Date.now() + now });
    served.answering = withKeys([key], json({}));
    const jwks = bodyOf(await client.hamtaTredjemanJwks(call.requestId));
    assert.equal(jwks.keys[0]?.kid, key.kid);
    served.answering = json({ keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid: 'x' }] });
    assert.equal(
      errorOf(await clientOf().hamtaTredjemanJwks(call.requestId)).instance,
      'validation.producer',
    );
    now = 30 * minute;
    assert.deepEqual(bodyOf(await client.hamtaTredjemanJwks(call.requestId)), jwks);
    now = 61 * minute;
    assert.equal(errorOf(await client.hamtaTredjemanJwks(call.requestId)).instance, 'validation.producer');
  });

  it('holds up no more questions than it is allowed to', async () => {
    served.answering = () => {};
    client = clientOf({ mostAtOnce: 2 });
    const began = performance.now();
    const waiting = [1, 2].map(() => client.hamtaBehorigheter(question, call));
    assert.equal(errorOf(await client.hamtaBehorigheter(question, call)).instance, 'network.error');
    assert.ok(performance.now() - began < 200);
    for (const answer of await Promise.all(waiting))
      assert.equal(errorOf(answer).instance, 'network.timeout');
    served.answering = withKeys([key], json({ kontext: [], page }));
    assert.equal((await client.hamtaBehorigheter(question, call)).kind, 'answered');
  });
});
