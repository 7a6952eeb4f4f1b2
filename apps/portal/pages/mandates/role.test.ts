import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { idOf, pageOf, startMandatesPortal, toldMandate, åsa } from '../../tests/mandates-portal.ts';

const portal = startMandatesPortal();
const veiled = { kind: 'person', id: 'skyddad', name: 'Skyddad identitet' } as const;
const number = (n: number) => `19830106${String(n).padStart(4, '0')}`;
const giver = (n: number) => ({ kind: 'person', id: number(n), name: `Givare ${n}` });
const byLaw = { basis: { kind: 'law', relation: 'custody' }, title: 'Barnets vardag' };

function holds(
  received: readonly ReturnType<typeof toldMandate>[],
  organisations: readonly object[] = [],
): void {
  portal.tells((call) => {
    if (call.path === '/organisations') return pageOf(call, organisations);
    if (call.path === '/mandates')
      return pageOf(
        call,
        call.query.get('as') === 'holder' && call.query.get('standing') === 'valid' ? received : [],
      );
    if (call.path === '/proposals') return pageOf(call, []);
    return received.find(({ id }) => call.path === `/mandates/${id}`);
  });
}

describe('the choice of whom it is about', () => {
  it('has oneself, others and organisations, and another is chosen as they are', async () => {
    holds(
      [toldMandate(1), toldMandate(2), toldMandate(3, { grantor: giver(3), ...byLaw })],
      [{ orgnr: '5561929323', name: 'TB Bokföringsbyrå AB', as: ['representative'] }],
    );
    const page = await portal.read('/ombud');
    for (const label of [
      '>mig själv<',
      '>Örjan Exempelsson (född 1983-01-06), som ombud<',
      '>Givare 3 (född 1983-01-06), enligt lag<',
      '>TB Bokföringsbyrå AB, 556192-9323<',
    ])
      assert.equal(page.split(label).length, 2, label);
    const answer = await portal.send('/ombud/roll', { whom: `ombud-${idOf(3)}` });
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/ombud/at/${idOf(3)}`]);
    assert.match(
      await portal.read('/ombud'),
      /Du ser fullmakterna för <strong>dig själv/,
      'and is made once',
    );
  });

  it('has every other and every organisation, by pages', async () => {
    const received = Array.from({ length: 120 }, (_, at) => toldMandate(at + 1, { grantor: giver(at + 1) }));
    const organisations = Array.from({ length: 60 }, (_, at) => ({
      orgnr: String(5560000000 + at),
      name: `Bolag ${at}`,
      as: ['representative', 'handler'],
    }));
    holds(received, organisations);
    assert.match(await portal.read('/ombud/roll'), /aria-label="Andra som du är ombud för: Sida 1 av 3"/);
    const last = await portal.read('/ombud/roll?personer=3&organisationer=2');
    assert.ok(last.includes('Givare 120 ') && last.includes('Bolag 59,'));
    assert.match(last, /href="\/ombud\/mottagare\/5560000059">Bolag 59</);
    const answer = await portal.send('/ombud/roll', { whom: '5560000059' });
    assert.equal(answer.headers.get('location'), '/ombud');
    assert.match(await portal.read('/ombud'), /Du ser fullmakterna för <strong>Bolag 59/);
  });

  it('is asked for again where nobody was chosen', async () => {
    holds([toldMandate(1)]);
    for (const whom of ['', 'ombud-x', '5560000000']) {
      const answer = await portal.send('/ombud/roll', { whom });
      assert.equal(answer.status, 422);
      assert.match(await answer.text(), /Välj vem det gäller\./);
    }
  });
});

describe('what one may do for another', () => {
  it('is told with where, until when, and what can be done with it here', async () => {
    const passable = { mayDo: ['pass-on', 'return'], limits: [{ kind: 'case', value: 'B 7' }] };
    holds([
      toldMandate(1, passable),
      toldMandate(2, { validTo: '2027-05-06' }),
      toldMandate(3, { grantor: giver(3) }),
    ]);
    const page = await portal.read(`/ombud/at/${idOf(1)}`);
    assert.match(page, /Vad du får göra åt Örjan Exempelsson<\/h1>/);
    assert.match(page, /<strong>Örjan Exempelsson<\/strong> <a class="ds-link" href="\/foretrad">/);
    assert.match(
      page,
      /Gäller hos<\/dt><dd>Karlskrona kommun<\/dd> <dt>Det här får du göra<\/dt><dd>Söka lov/,
    );
    assert.match(page, /Ärende: B 7.*2026-01-01 till och med 2027-05-06/);
    assert.match(page, new RegExp(`href="/ombud/fullmakt/${idOf(1)}/ge-vidare">Ge vidare`));
    assert.match(page, new RegExp(`href="/ombud/fullmakt/${idOf(1)}/lamna-tillbaka">`));
    assert.ok(!page.includes(`${idOf(2)}/ge-vidare`) && !page.includes('Fullmakt 3<'));
    assert.match(page, /Du kan inte ge eller ändra fullmakter för Örjan Exempelsson/);
  });

  it('says of a right by law what it does not give here', async () => {
    holds([toldMandate(1, { ...byLaw, grantor: giver(1) })]);
    const page = await portal.read(`/ombud/at/${idOf(1)}`);
    assert.match(page, /Rätten följer av lag: vårdnadshavare för ett barn\./);
    assert.match(page, /Du kan inte ge, begära eller återkalla fullmakter för Givare 1 här/);
    assert.match(page, /Inget av det här får du ge vidare/);
  });

  it('never makes one of two whose identities are protected', async () => {
    holds([toldMandate(1, { grantor: veiled }), toldMandate(2, { grantor: veiled })]);
    assert.equal((await portal.read('/ombud/roll')).split('Skyddad identitet, som ombud').length, 3);
    const page = await portal.read(`/ombud/at/${idOf(2)}`);
    assert.ok(page.includes('Fullmakt 2<') && !page.includes('Fullmakt 1<'));
  });

  it('is nothing where the mandate was not received', async () => {
    holds([toldMandate(1)]);
    const given = toldMandate(2, { grantor: åsa });
    portal.tells((call) => (call.path === '/mandates' ? pageOf(call, []) : given));
    await portal.read(`/ombud/at/${idOf(2)}`, 404);
    await portal.read('/ombud/at/x', 404);
  });
});
