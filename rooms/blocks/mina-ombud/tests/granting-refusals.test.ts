import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byrå, people, refusedAs, runGranting } from './granting-room.ts';
import { bygglov, publishedTemplate, wantedOf } from './granting-steps.ts';

const { åsa, pär, maria } = people;

test('each rule of a template is refused with the code that the contract’s catalogue has for it', async () => {
  const room = await runGranting();
  const narrow = { ...bygglov, grantorRoles: ['private'], holderRoles: ['organisation'], mayDelegate: false };
  const template = await publishedTemplate(room, narrow);
  const good = { as: 'grantor', ...wantedOf(template), mayDelegate: false };
  const holder = (kind: string, id: string) => ({ holders: [{ kind, id }] });
  const cases = [
    [{ grantorRole: 'organisation' }, 'fullmaktsgivare.ogiltig_roll'],
    [holder('person', pär.id), 'fullmaktshavare.ogiltig_roll'],
    [holder('organisation', '5561929324'), 'fullmaktshavare.ogiltig'],
    [holder('organisation', '5567037485'), 'fullmaktshavare.ogiltig'],
    [holder('person', '199912302397'), 'fullmaktshavare.ogiltig'],
    [holder('coordinated', pär.id), 'fullmaktshavare.ogiltig'],
    [holder('organisation', '165561929323'), 'fullmaktshavare.ogiltig'],
    [holder('person', '218301062397'), 'fullmaktshavare.ogiltig'],
    [holder('coordinated', '198101922389'), 'fullmaktshavare.ogiltig'],
    [{ permissions: ['lov-läsa', 'okänd'] }, 'fullmakt.behorighet.ogiltig'],
    [{ permissions: ['lov-läsa', 'lov-läsa'] }, 'fullmakt.behorighet.duplicerad'],
    [{ permissions: ['lov-ansöka'] }, 'fullmakt.behorighet.obligatorisk'],
    [{ validTo: undefined }, 'fullmakt.giltighets.tid.saknas'],
    [{ validTo: '2028-11-23' }, 'fullmakt.overskriver.max.giltighets.tid'],
    [{ validFrom: '2026-11-21' }, 'fullmakt.ogiltig'],
    [{ validFrom: '2027-02-29' }, 'fullmakt.ogiltig'],
    [{ limits: [{ kind: 'unit', value: 'Å-enheten' }] }, 'fullmakt.ogiltig'],
    [{ mayDelegate: true }, 'mall.inte.transportfullmakt'],
    [{ grantor: { kind: 'person', id: pär.id } }, 'fullmaktsgivare.ogiltig'],
  ] as const;
  for (const [change, code] of cases) {
    const answer = await room.as(åsa, 'POST', '/proposals', { json: { ...good, ...change } });
    refusedAs(answer, 422, 'terms-refused', code);
    assert.ok(answer.json.errors.length > 0 && answer.json.titleSv.length > 5);
  }
  const unknown = '00000000-0000-4000-8000-000000000000';
  const json = { ...good, template: unknown };
  refusedAs(await room.as(åsa, 'POST', '/proposals', { json }), 404, 'unknown-template', 'mall.saknas');
  assert.equal((await room.as(åsa, 'GET', '/proposals?as=creator')).json._meta.totalRecords, 0);
});

test('today is the day in Sweden: at half past midnight of a summer night it has begun', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  room.clock.set('2027-06-30T22:30:00Z');
  const json = { as: 'grantor', ...wantedOf(template), validFrom: '2027-06-30', validTo: '2027-12-31' };
  refusedAs(await room.as(åsa, 'POST', '/proposals', { json }), 422, 'terms-refused', 'fullmakt.ogiltig');
  const today = { ...json, validFrom: '2027-07-01' };
  assert.equal((await room.as(åsa, 'POST', '/proposals', { json: today })).status, 201);
});

test('a holder whom no register knows is named by the one who grants', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const foreign = { kind: 'coordinated', id: '198101652389' };
  const json = { as: 'grantor', ...wantedOf(template), holders: [foreign] };
  const refused = await room.as(åsa, 'POST', '/proposals', { json });
  refusedAs(refused, 422, 'terms-refused', 'fullmaktshavare.ogiltig');
  const named = { ...json, holders: [{ ...foreign, name: 'Zoë Ñandú-Öberg' }] };
  const made = await room.as(åsa, 'POST', '/proposals', { json: named });
  assert.equal(made.json.terms?.holders[0].name, 'Zoë Ñandú-Öberg', made.text);
});

test('a name that would forge lines of the text is refused, in every invisible way', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  for (const name of ['Åsa\n2. Allt', 'Åsa\u2028x', 'Åsa\u202esurp', 'Åsa\u200b', 'a\u0000b']) {
    const holders = [{ kind: 'coordinated', id: '198101652389', name }];
    const json = { as: 'grantor', ...wantedOf(template), holders };
    assert.equal((await room.as(åsa, 'POST', '/proposals', { json })).status, 422, JSON.stringify(name));
  }
});

test('who asks is a holder of what she asks for', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const json = {
    as: 'holder',
    ...wantedOf(template),
    grantor: { kind: 'person', id: åsa.id },
    holders: [{ kind: 'person', id: pär.id }],
  };
  const refused = await room.as(maria, 'POST', '/proposals', { json: { ...json, for: byrå } });
  refusedAs(refused, 422, 'terms-refused', 'fullmaktshavare.ogiltig');
  const { grantor: _, ...nobody } = json;
  refusedAs(
    await room.as(pär, 'POST', '/proposals', { json: nobody }),
    422,
    'terms-refused',
    'fullmaktsgivare.ogiltig',
  );
});

test('deep nesting and a body beyond the limit are refused before anything is looked at', async () => {
  const room = await runGranting();
  const deep = `{"as":"grantor","template":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  assert.equal((await room.as(åsa, 'POST', '/proposals', { body: deep })).status, 422);
  const huge = { as: 'grantor', template: 'å'.repeat(10_000_000) };
  assert.equal((await room.as(åsa, 'POST', '/proposals', { json: huge })).status, 413);
});

test('names of persons are spent by every form that asks for them, and what was refused did nothing', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const wanted = { ...wantedOf(template), holders: [{ kind: 'person', id: people.örjan.id }] };
  const json = { as: 'grantor', ...wanted };
  const made = await room.as(åsa, 'POST', '/proposals', { json });
  assert.equal(made.status, 201, made.text);
  assert.ok(await room.spendNames(åsa.id, 1999));
  const refused = await room.as(åsa, 'POST', '/proposals', { json });
  assert.deepEqual([refused.status, refused.json.type], [429, 'urn:ena:problem:mina-ombud:names-spent']);
  const revised = await room.as(åsa, 'PUT', `/proposals/${made.json.id}`, { json: wanted, revision: 1 });
  assert.equal(revised.status, 429);
  assert.equal(
    (await room.as(people.pär, 'POST', '/proposals', { json })).status,
    201,
    'another has her own',
  );
});

test('the text is shown to whoever wrote it and whoever signs it, where someone in it has a protected identity', async () => {
  const room = await runGranting();
  const template = await publishedTemplate(room);
  const { örjan } = people;
  const wanted = { ...wantedOf(template), holders: [{ kind: 'person', id: örjan.id }] };
  const made = await room.as(åsa, 'POST', '/proposals', { json: { as: 'grantor', ...wanted } });
  const { id } = made.json;
  await room.as(åsa, 'POST', `/proposals/${id}/submission`, { json: {}, revision: 1 });
  const text = (who: typeof åsa) => room.as(who, 'GET', `/proposals/${id}/text`);
  assert.equal((await text(örjan)).status, 200);
  room.protectedOnes.add(åsa.id);
  room.protectedOnes.add(örjan.id);
  refusedAs(await text(örjan), 403, 'text-protected');
  const seen = await room.as(örjan, 'GET', `/proposals/${id}`);
  assert.deepEqual([seen.status, seen.json.terms.grantor.id], [200, 'skyddad']);
  assert.doesNotMatch(seen.text, new RegExp(`${åsa.id}|Provström`));
  assert.equal((await text(åsa)).status, 200);
  const own = await room.as(åsa, 'GET', `/proposals/${id}`);
  const [holder] = own.json.terms.holders;
  const firm = { as: 'grantor', for: byrå, ...wanted, grantorRole: 'organisation' };
  const draft = await room.as(maria, 'POST', '/proposals', { json: firm });
  room.register.sign(byrå, [maria, pär], [{ need: 2, among: [maria.id, pär.id] }]);
  const going = await room.as(pär, 'GET', `/proposals/${draft.json.id}?for=${byrå}`);
  assert.equal(going.json.terms.holders[0].id, örjan.id, 'a colleague goes on with what the firm wrote');
  assert.deepEqual(
    holder,
    { kind: 'person', id: örjan.id, name: 'Skyddad identitet' },
    'she wrote the number',
  );
});
