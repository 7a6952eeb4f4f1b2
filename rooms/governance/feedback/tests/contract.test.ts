import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { type CollectingHub, collectingHub } from './collecting-hub.ts';

const page = { domain: 'www.are.se', path: '/förskola/ansök', name: 'Hjälpte denna information dig?' };

describe('the collecting API', () => {
  let hub: CollectingHub;
  let key = '';
  let otherKey = '';
  const shown = (change: object = {}, apiKey = key) =>
    hub.post('/impression/create', { ...page, fingerprint: 'f1', ...change }, { 'x-api-key': apiKey });
  const rated = (impressionId: number, score: unknown, apiKey = key) =>
    hub.post('/rating/create', { impressionId, fingerprint: 'f1', score }, { 'x-api-key': apiKey });

  before(async () => {
    hub = await collectingHub();
    const register = (organisationName: string, domainList: string[]) =>
      hub.post('/organisation/register', { organisationName, domainList });
    const answer = await register('Åre kommun', ['www.are.se', 'are.se']);
    assert.equal(answer.status, 200);
    assert.deepEqual(Object.keys(answer.json).sort(), [
      'apiKey',
      'createdAt',
      'id',
      'organisationId',
      'updatedAt',
    ]);
    key = answer.json.apiKey;
    otherKey = (await register('Ödeshögs kommun', ['odeshog.se'])).json.apiKey;
  });

  it('takes an impression and then a score, and answers what the contract says', async () => {
    const impression = await shown({ htmlId: 'betyg', tags: ['barn'], labels: ['å'] });
    assert.equal(impression.status, 200);
    const { id, contextId, createdAt, ...rest } = impression.json;
    assert.deepEqual(rest, { fingerprint: 'f1', avgRating: 0, ratingCount: 0, updatedAt: createdAt });
    const rating = await rated(id, 4);
    assert.equal(rating.status, 200);
    assert.equal(rating.json.impressionId, id);
    assert.equal(rating.json.contextId, contextId);
    assert.equal(rating.json.score, 4);
    const next = await shown({ htmlId: 'betyg', tags: ['barn'], labels: ['å'], fingerprint: 'f2' });
    assert.deepEqual([next.json.avgRating, next.json.ratingCount], [4, 1]);
    assert.notEqual(next.json.id, id);
  });

  it('counts a visitor once a day, and a score once', async () => {
    const first = await shown({ path: '/skola' });
    const second = await shown({ path: '/skola?visad=igen#betyg' });
    assert.equal(second.json.id, first.json.id);
    await rated(first.json.id, 5);
    assert.equal((await rated(first.json.id, 1)).json.score, 5);
    hub.clock.advance(24 * 3600 * 1000);
    const tomorrow = await shown({ path: '/skola' });
    assert.notEqual(tomorrow.json.id, first.json.id);
    assert.deepEqual([tomorrow.json.avgRating, tomorrow.json.ratingCount], [5, 1]);
  });

  it('tells the operator the averages page by page, and keeps nothing of anyone', async () => {
    const person = '191212121212';
    const shownTo = await shown({
      path: `/mina-sidor/${person}?pnr=${person}`,
      name: `fråga ${person}`,
      fingerprint: `fingeravtryck-${person}`,
    });
    await rated(shownTo.json.id, 2);
    const { status, json } = await hub.pages('?domain=www.are.se&limit=100');
    assert.equal(status, 200);
    const mine = json.items.find((item: { path: string }) => item.path.startsWith('/mina-sidor'));
    assert.deepEqual(mine, {
      organisation: 'Åre kommun',
      domain: 'www.are.se',
      path: '/mina-sidor/…',
      name: 'fråga …',
      tags: [],
      labels: [],
      impressions: 1,
      ratings: 1,
      average: 2,
      scores: [0, 1, 0, 0, 0],
    });
    assert.equal(JSON.stringify(json).includes(person), false);
    assert.equal((await hub.pages('?domain=odeshog.se')).json._meta.totalRecords, 0);
  });

  it('lets old ratings count no longer', async () => {
    const { id } = (await shown({ path: '/gammalt' })).json;
    await rated(id, 1);
    hub.clock.advance(366 * 24 * 3600 * 1000);
    assert.equal((await shown({ path: '/gammalt' })).json.ratingCount, 0);
  });

  const refused: readonly [
    string,
    () => Promise<{ status: number; json: { status: string } }>,
    number,
    string,
  ][] = [
    ['an impression without a key', () => shown({}, ''), 403, 'FORBIDDEN'],
    ['an impression with a wrong key', () => shown({}, `${key}x`), 403, 'FORBIDDEN'],
    ['an impression on a domain of nobody', () => shown({ domain: 'x.se' }), 400, 'BAD_REQUEST'],
    ["an impression on another's domain", () => shown({ domain: 'odeshog.se' }), 400, 'BAD_REQUEST'],
    ['an impression without a path', () => shown({ path: undefined }), 400, 'BAD_REQUEST'],
    ['an impression with a blank fingerprint', () => shown({ fingerprint: '  ' }), 400, 'BAD_REQUEST'],
    ['a rating with a wrong key', () => rated(1, 3, 'fel'), 403, '403 FORBIDDEN'],
    ["a rating of another's impression", () => rated(1, 3, otherKey), 400, '400 BAD_REQUEST'],
    ['a rating of no impression', () => rated(999_999, 3), 400, '400 BAD_REQUEST'],
    ['a score of 0', () => rated(1, 0), 400, '400 BAD_REQUEST'],
    ['a score of 6', () => rated(1, 6), 400, '400 BAD_REQUEST'],
    ['a score of 3,5', () => rated(1, 3.5), 400, '400 BAD_REQUEST'],
    ['a score as text', () => rated(1, '3'), 400, '400 BAD_REQUEST'],
    [
      'a name that is taken',
      () => hub.post('/organisation/register', { organisationName: 'Åre kommun', domainList: ['b.se'] }),
      409,
      'CONFLICT',
    ],
    [
      'a domain that is taken',
      () => hub.post('/organisation/register', { organisationName: 'Ärla', domainList: ['are.se'] }),
      409,
      'CONFLICT',
    ],
    [
      'a domain that is none',
      () => hub.post('/organisation/register', { organisationName: 'Ärla', domainList: ['https://b.se'] }),
      400,
      'BAD_REQUEST',
    ],
    [
      'a registration without domains',
      () => hub.post('/organisation/register', { organisationName: 'Ärla', domainList: [] }),
      400,
      'BAD_REQUEST',
    ],
  ];
  for (const [what, call, status, name] of refused) {
    it(`refuses ${what} with ${status}`, async () => {
      const answer = await call();
      assert.equal(answer.status, status, JSON.stringify(answer.json));
      assert.deepEqual(Object.keys(answer.json).sort(), [
        'debugMessage',
        'message',
        'status',
        'subErrors',
        'timestamp',
      ]);
      assert.equal(answer.json.status, name);
    });
  }

  it('ends a key, and its domains are free again', async () => {
    const body = { organisationName: 'Ängelholm', domainList: ['angelholm.se'] };
    const { apiKey } = (await hub.post('/organisation/register', body)).json;
    const gone = await hub.post('/organisation/unregister', { accessToken: apiKey });
    assert.deepEqual([gone.status, gone.json.status], [200, 'SUCCESS']);
    assert.equal((await shown({ domain: 'angelholm.se' }, apiKey)).status, 403);
    const again = await hub.post('/organisation/unregister', { accessToken: apiKey });
    assert.deepEqual([again.status, again.json.status], [200, 'FAILURE']);
    assert.equal((await hub.post('/organisation/register', body)).status, 200);
  });
});

describe('registration outside the sandbox', () => {
  const body = { organisationName: 'Åmåls kommun', domainList: ['amal.se'] };

  it('is the operator’s, unless it is opened', async () => {
    const hub = await collectingHub({ sandbox: false });
    const refused = await hub.post('/organisation/register', body);
    assert.deepEqual([refused.status, refused.json.status], [403, 'FORBIDDEN']);
    const operator = { authorization: `Bearer ${hub.operatorToken}` };
    const made = await hub.post('/feedback/v1/organisations', body, operator);
    assert.equal(made.status, 201);
    const shown = await hub.post(
      '/impression/create',
      { domain: 'amal.se', path: '/', name: 'n', fingerprint: 'f' },
      { 'x-api-key': made.json.apiKey },
    );
    assert.equal(shown.status, 200);
    const again = await hub.post('/feedback/v1/organisations', body, operator);
    assert.deepEqual([again.status, again.json.type], [409, 'urn:ena:problem:feedback:name-or-domain-taken']);
    const bad = { ...body, domainList: ['å.se'] };
    const refusedDomain = await hub.post('/feedback/v1/organisations', bad, operator);
    assert.deepEqual(
      [refusedDomain.status, refusedDomain.json.type],
      [422, 'urn:ena:problem:feedback:bad-domain'],
    );
  });

  it('is open to all where the operator has said so', async () => {
    const hub = await collectingHub({ sandbox: false, config: { openRegistration: true } });
    assert.equal((await hub.post('/organisation/register', body)).status, 200);
  });
});
