import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  idOf,
  karlskrona,
  pageOf,
  problem,
  startMandatesPortal,
  type Told,
  toldMandate,
  toldProposal,
  toldTemplate,
  åsa,
  örjan,
} from '../../tests/mandates-portal.ts';

const portal = startMandatesPortal();
const template = toldTemplate(1, { content: { limits: ['case', 'property'] } });
const refused = (...errors: readonly object[]) =>
  problem(422, 'terms-refused', 'No', { titleSv: 'Nej', errors });
const invalid = 'fullmaktshavare.ogiltig';

/** The template, and this for every call that changes something. */
function answers(changed: Told, read: Told = template): void {
  portal.tells((call) => (call.method === 'GET' ? read : changed));
}

async function send(path: string, fields: Readonly<Record<string, string>>, status: number): Promise<string> {
  const answer = await portal.send(path, fields);
  assert.equal(answer.status, status);
  return (await answer.text()).replaceAll(/\s+/g, ' ');
}

describe('a reason with characters that nobody sees', () => {
  it('is taken without them, whoever ends the mandate', async () => {
    const mayDo = ['revoke', 'return', 'invalidate'];
    answers(toldMandate(1), toldMandate(1, { mayDo }));
    for (const path of [
      `/ombud/fullmakt/${idOf(1)}/aterkalla`,
      `/ombud/fullmakt/${idOf(1)}/lamna-tillbaka`,
      `/ombud/mottagare/${karlskrona.id}/fullmakt/${idOf(1)}/ogiltig`,
    ]) {
      await send(path, { revision: '1', reason: ' Hus\u00adet är 👩\u200d🔧\u202e sålt.\u2028Ja ' }, 303);
      assert.deepEqual(portal.calls.at(-1)?.body, { reason: 'Huset är 👩🔧 sålt. Ja' }, path);
    }
  });

  it('that is too long stays in its field', async () => {
    const reason = `Å${'x'.repeat(1000)}`;
    answers(undefined, toldMandate(1, { mayDo: ['revoke', 'invalidate'] }));
    for (const path of [
      `/ombud/fullmakt/${idOf(1)}/aterkalla`,
      `/ombud/mottagare/${karlskrona.id}/fullmakt/${idOf(1)}/ogiltig`,
    ]) {
      const page = await send(path, { revision: '1', reason }, 422);
      assert.match(page, /Skriv högst tusen tecken\./);
      assert.ok(page.includes(`value="${reason}"`));
    }
    portal.tells((call) => (call.path.endsWith('/templates') ? pageOf(call, [template]) : template));
    const step = `/ombud/mottagare/${karlskrona.id}/mall/${idOf(1)}/steg`;
    assert.ok(
      (await send(step, { revision: '1', action: 'block', 'reason-block': reason }, 422)).includes(reason),
    );
  });
});

describe('what the server refuses before the API sees it', () => {
  it('is told in the reader’s language, and nothing of it in English to who reads Swedish', async () => {
    const body = {
      type: 'urn:ena:problem:http:invalid-body',
      status: 422,
      title: 'The body does not fit its schema',
      detail: 'See errors for each place to mend.',
    };
    answers(body, toldMandate(1, { mayDo: ['revoke'] }));
    const path = `/ombud/fullmakt/${idOf(1)}/aterkalla`;
    const page = await send(path, { revision: '1', reason: 'Å' }, 422);
    assert.match(page, /Något i formuläret har en form som inte går att ta emot/);
    assert.doesNotMatch(page, /schema|See errors/);
    assert.match(
      await send(`/en${path}`, { revision: '1' }, 422),
      /Something in the form cannot be taken as it is/,
    );
  });
});

describe('a holder who cannot be one', () => {
  const cases = [
    [
      'Nobody is her own representative: name another.',
      /kan inte också få den\. Skriv numret för någon annan/,
    ],
    ['Name each holder only once.', /Skriv varje nummer bara en gång\./],
    ['She is a holder already.', /har redan fullmakten\./],
    [
      'No register knows the number; for a holder …',
      /finns inte i registret\. Kontrollera det, och skriv namnet/,
    ],
  ] as const;
  for (const [detail, words] of cases) {
    it(`is told why: ${detail}`, async () => {
      answers(refused({ pointer: '/holders/0', code: invalid, detail }));
      assert.match(await send(`/ombud/ny/${idOf(1)}`, { number: '19830106-2397' }, 422), words);
    });
  }

  it('is told by the line where one of several has no number', async () => {
    const page = await send(
      `/ombud/ny/${idOf(1)}`,
      { number: '19830106-2397', more: '198602262381\nx' },
      422,
    );
    assert.match(page, /Det saknas på rad 2\./);
  });
});

describe('asking for a mandate', () => {
  const path = `/ombud/begar/${idOf(1)}`;
  const written = {
    number: '19830106-2397',
    more: '',
    'permission-0': 'lov',
    'limit-property': 'ÅSEN 1:2',
    'valid-from': '2027-01-02',
    'valid-to': '2027-03-04',
  };

  it('of someone whom no register knows says so, and keeps what was filled in', async () => {
    answers(refused({ pointer: '/grantor', code: 'fullmaktsgivare.ogiltig', detail: 'No register knows' }));
    const page = await send(`${path}/innehall`, written, 422);
    assert.match(page, /id="number-error">Numret stämmer inte, eller finns inte i folkbokföringen/);
    assert.doesNotMatch(page, /skriv namnet om personen är ny/);
    const kept = Object.fromEntries(
      [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [
        name ?? '',
        value ?? '',
      ]),
    );
    const next = await send(path, { ...kept, number: '19860226-2381', more: '' }, 200);
    assert.match(next, /ÅSEN 1:2<\/textarea>/);
    assert.match(next, /id="valid-to"[^>]* value="2027-03-04"/);
    assert.match(next, /name="number" value="19860226-2381"/);
  });

  it('of oneself says so', async () => {
    answers(refused({ pointer: '/holders/0', code: invalid, detail: 'Nobody is her own representative: …' }));
    assert.match(await send(`${path}/innehall`, written, 422), /Du kan inte be dig själv om en fullmakt/);
  });
});

describe('a limit', () => {
  const path = `/ombud/arende/${idOf(1)}/innehall`;
  const sent = { revision: '1', 'permission-0': 'lov', 'valid-from': '2027-01-02' };
  const proposal = toldProposal(1, { state: 'draft', mayDo: ['revise'] });

  function changes(changed: Told): void {
    portal.tells(({ method, path: asked }) =>
      method === 'GET' ? (asked.startsWith('/templates') ? template : proposal) : changed,
    );
  }

  it('goes without what cannot be seen', async () => {
    changes({ ...proposal, revision: 2 });
    await send(path, { ...sent, 'limit-property': '\u202eÅSEN 1:2\u202c\r\n\u00ad' }, 303);
    assert.deepEqual(portal.calls.at(-1)?.body.limits, [{ kind: 'property', value: 'ÅSEN 1:2' }]);
  });

  it('that is more than the mandate passed on has is told as that', async () => {
    changes(refused({ pointer: '/limits', code: 'fullmakt.ogiltig', detail: 'Limit it at least …' }));
    const page = await send(path, { ...sent, 'limit-property': 'ÅSEN 9:9' }, 422);
    assert.match(page, /Fullmakten som du ger vidare är begränsad/);
    assert.doesNotMatch(page, /hundra tecken/);
  });

  it('is told of at its own field, with what is wrong with it', async () => {
    const long = 'x'.repeat(101);
    for (const [property, words] of [
      [long, /id="limit-property-error">Skriv högst hundra tecken/],
      ['B\nB', /id="limit-property-error">Skriv varje begränsning bara en gång/],
    ] as const) {
      changes(refused({ pointer: `/limits/${property === long ? 0 : 1}`, code: 'fullmakt.ogiltig' }));
      assert.match(await send(path, { ...sent, 'limit-property': property }, 422), words);
    }
  });
});

describe('a signature without a file', () => {
  const veiled = { kind: 'person', id: 'skyddad', name: 'Skyddad identitet' };
  const cases = [
    ['paper', { kind: 'paper', documentHash: 'a'.repeat(64) }, örjan, 'På papper'],
    ['the sandbox’s own', { kind: 'signed' }, örjan, 'Ingen fil: inlagd i testmiljön utan e-underskrift'],
    ['of a protected person', { kind: 'signed' }, veiled, 'Visas inte: skyddad identitet'],
  ] as const;
  for (const [name, basis, person, words] of cases) {
    it(`says why: ${name}`, async () => {
      const signatures = [{ person, at: '2026-01-02T12:00:00+01:00' }];
      portal.tells((call) =>
        call.path.endsWith('/history') ? pageOf(call, []) : toldMandate(1, { basis, signatures }),
      );
      const page = await portal.read(`/ombud/fullmakt/${idOf(1)}`);
      assert.ok(page.includes(`<td>${words}</td>`));
      if (name !== 'paper') assert.ok(!page.includes('<td>På papper</td>'));
    });
  }

  it('and the text and the file of one that has, also where a case handler ends it', async () => {
    const artefactHash = 'b'.repeat(64);
    const signatures = [{ person: örjan, at: '2026-01-02T12:00:00+01:00', artefactHash }];
    const mandate = toldMandate(1, { signatures, mayDo: ['invalidate'] });
    portal.tells((call) => {
      if (call.path.endsWith('/text'))
        return call.path.startsWith('/mandates/') ? '\uFEFFFULLMAKT å\n' : undefined;
      return call.path.endsWith('/history') ? pageOf(call, []) : mandate;
    });
    for (const path of [
      `/ombud/fullmakt/${idOf(1)}`,
      `/ombud/mottagare/${karlskrona.id}/fullmakt/${idOf(1)}/ogiltig`,
    ]) {
      const page = await portal.read(path);
      assert.match(page, new RegExp(`/ombud/fullmakt/${idOf(1)}/underskrift/${artefactHash}" download`));
      assert.match(page, new RegExp(`/ombud/fullmakt/${idOf(1)}/text" download`));
    }
    const file = await portal.reader.get(`/ombud/fullmakt/${idOf(1)}/text`);
    assert.deepEqual([...new Uint8Array(await file.arrayBuffer()).slice(0, 4)], [0xef, 0xbb, 0xbf, 0x46]);
  });
});

describe('who has asked', () => {
  it('is told with the other party and where the mandate applies', async () => {
    const asked = {
      at: '2026-01-02T12:00:00+01:00',
      organisation: karlskrona.id,
      organisationName: karlskrona.name,
    };
    const lookup = {
      ...asked,
      service: 'bygglov',
      purpose: 'hamtaBehorigheter',
      relyingParty: karlskrona.id,
      as: 'grantor',
    };
    const lookups = [
      { ...lookup, other: { kind: åsa.kind, id: åsa.id }, found: 1 },
      { ...lookup, other: { kind: 'person', id: '198602262381' }, relyingParty: '2120002411', found: 1 },
      { ...lookup, relyingParty: '5561929323', found: 0 },
    ];
    portal.tells((call) => {
      if (call.path === '/lookups') return pageOf(call, lookups);
      if (call.path === '/relying-parties')
        return pageOf(call, [{ orgnr: '2120002411', name: 'Sundsvalls kommun' }]);
      return pageOf(call, call.query.get('as') === 'grantor' ? [toldMandate(1)] : []);
    });
    const page = await portal.read('/ombud/fragor');
    assert.match(
      page,
      /<td>Åsa Provström \(född 2002-02-24\)<\/td><td>Karlskrona kommun \(212000-0829\)<\/td><td>1<\/td>/,
    );
    assert.match(
      page,
      /<td>En person född 1986-02-26<\/td><td>Sundsvalls kommun \(212000-2411\)<\/td><td>1<\/td>/,
    );
    assert.match(page, /<td>Ingen i svaret<\/td><td>556192-9323<\/td><td>0<\/td>/);
  });
});
