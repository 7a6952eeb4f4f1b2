import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type OnboardingPortal, startOnboardingPortal } from '../../tests/onboarding-portal.ts';
import { Reader } from '../../tests/start-portal.ts';
import {
  markId,
  matterId,
  refuseReview,
  sentToOnboarding,
  serviceId,
  signatureId,
} from '../../tests/told-sources.ts';

let portal: OnboardingPortal;
let reader: Reader;

before(async () => {
  portal = await startOnboardingPortal();
  reader = portal.reader;
});

after(() => portal?.stop());

beforeEach(() => {
  sentToOnboarding.length = 0;
});

const send = (path: string, fields: Record<string, string>) => portal.post(path, fields);

describe('applying', () => {
  it('sends the number as ten digits, under the form’s own key, and leads to the matter', async () => {
    const page = await (await reader.get('/organisation/ansok')).text();
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await send('/organisation/ansok', {
      orgnr: '212000-3005',
      email: ' registrator@uppsala.example ',
      key,
    });
    assert.deepEqual(
      [answer.status, answer.headers.get('location')],
      [303, `/organisation/arende/${matterId}`],
    );
    const [sent] = sentToOnboarding;
    assert.deepEqual(sent?.body, { orgnr: '2120003005', email: 'registrator@uppsala.example' });
    assert.equal(sent?.key, key);
  });

  it('names the organisation in the federation where the applicant does', async () => {
    const entityId = 'https://ena.uppsala.example';
    const fields = { orgnr: '2120003005', email: 'registrator@uppsala.example', entityId };
    assert.equal((await send('/organisation/ansok', { ...fields, entityId: ` ${entityId} ` })).status, 303);
    assert.deepEqual(sentToOnboarding[0]?.body, fields);
  });

  it('comes back with what is wrong, and keeps what was written', async () => {
    const tries: readonly (readonly [string, RegExp, string?])[] = [
      ['', /Skriv organisationsnumret/],
      ['2120003006', /kontrollsiffra/],
      ['12', /kontrollsiffra/],
      // A sole trader’s number is a personal identity number.
      ['191212121212', /kontrollsiffra/],
      ['2120000829', /har redan ansökt/],
      ['2120003005', /Skriv en https-adress/, 'http://uppsala.example'],
    ];
    for (const [orgnr, sentence, entityId = ''] of tries) {
      const answer = await send('/organisation/ansok', { orgnr, email: 'å@ö.se', entityId });
      assert.equal(answer.status, 422, orgnr);
      const text = await answer.text();
      assert.match(text, sentence);
      assert.ok(text.includes('id="error-summary"') && text.includes('value="å@ö.se"'));
    }
  });
});

describe('a matter', () => {
  it('shows state, reason, what to mend, checks, agreement and the steps that are open', async () => {
    const text = await (await reader.get(`/organisation/arende/${matterId}`)).text();
    for (const part of [
      'Avtalet väntar på underskrifter',
      'Ange en e-postadress på er domän.',
      'Firmatecknaren saknas.',
      'ANSLUTNINGSAVTAL',
      'Underskrifter som saknas: 1.',
      'Vi vill ansluta oss.',
      'action="/organisation/arende/matter_00000000000000000000000000000000/skriv-under"',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('takes a step on the revision that was read', async () => {
    const path = `/organisation/arende/${matterId}/steg`;
    const answer = await send(path, { step: 'withdraw', revision: '2', 'reason-withdraw': 'Vi väntar' });
    assert.equal(answer.status, 303);
    const [sent] = sentToOnboarding;
    assert.deepEqual([sent?.body, sent?.ifMatch], [{ step: 'withdraw', reason: 'Vi väntar' }, '"2"']);
  });

  it('asks for the reason and for what to mend where they are missing', async () => {
    const answer = await send(`/organisation/arende/${matterId}/steg`, { step: 'return', revision: '2' });
    assert.equal(answer.status, 422);
    const text = await answer.text();
    assert.ok(text.includes('href="#reason-return"') && text.includes('href="#mend-return"'));
  });

  it('is submitted again with what was mended: the address and the name in the federation', async () => {
    const path = `/organisation/arende/${matterId}/steg`;
    const page = await (await reader.get(`/organisation/arende/${matterId}`)).text();
    assert.match(page, /name="email"[^>]*value="registrator@uppsala\.example"/);
    const entityId = 'https://ena.uppsala.example';
    const fields = { step: 'resubmit', revision: '2', 'reason-resubmit': '', email: 'ny@uppsala.example' };
    const wrong = await send(path, { ...fields, entityId: 'uppsala' });
    assert.equal(wrong.status, 422);
    assert.match(await wrong.text(), /href="#entityId".*value="uppsala"/s);
    assert.equal(sentToOnboarding.length, 0);
    assert.equal((await send(path, { ...fields, entityId })).status, 303);
    const [sent] = sentToOnboarding;
    assert.equal(sent?.call, `POST /onboarding/v1/applications/${matterId}/resubmissions`);
    assert.deepEqual(sent?.body, { reason: '', email: 'ny@uppsala.example', entityId });
  });

  it('shows the command that joins, once, in the answer to a form and in no address', async () => {
    const answer = await send(`/organisation/arende/${matterId}/anslut`, {});
    assert.equal(answer.status, 200);
    assert.match(await answer.text(), /--join-token hemlig/);
    assert.equal((await reader.get(`/organisation/arende/${matterId}/anslut`)).status, 405);
  });

  it('that is not the reader’s, or no matter at all, is not found', async () => {
    const other = matterId.replace('0', 'f');
    for (const id of [other, 'matter_x', '..%2F..%2Fadmin']) {
      assert.equal((await reader.get(`/organisation/arende/${id}`)).status, 404, id);
      assert.equal((await send(`/organisation/arende/${id}/anslut`, {})).status === 303, false);
    }
  });

  it('is signed word for word, in a request that the portal has signed', async () => {
    const answer = await send(`/organisation/arende/${matterId}/skriv-under`, {});
    const to = new URL(answer.headers.get('location') ?? '');
    const [, payload = ''] = (to.searchParams.get('request') ?? '').split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const asked = JSON.parse(claims['https://id.oidc.se/param/signRequest']);
    assert.match(Buffer.from(asked.tbs_data, 'base64').toString(), /^ANSLUTNINGSAVTAL\n\n1\. /);
    assert.match(Buffer.from(asked.sign_message.message, 'base64').toString(), /Uppsala kommun/);
    assert.equal(claims.prompt, 'login consent');
    assert.ok(claims.scope.includes('https://id.oidc.se/scope/sign'));
  });
});

describe('contacts', () => {
  it('are invited with a role, and the code is shown once', async () => {
    const path = '/organisation/2120003005/bjud-in';
    const fields = { role: 'technical', name: 'Örjan Testsson', email: 'orjan@kommun.example' };
    const answer = await send(path, fields);
    assert.match(await answer.text(), /inbjudningskod/);
    assert.deepEqual(sentToOnboarding[0]?.body, fields);
    const wrong = await send(path, { ...fields, role: 'operator' });
    assert.equal(wrong.status, 422);
  });

  it('answer with the code in a form', async () => {
    const code = 'k'.repeat(43);
    assert.equal((await send('/organisation/inbjudan', { code, answer: 'accept' })).status, 303);
    assert.deepEqual(sentToOnboarding[0]?.body, { code, answer: 'accept' });
    assert.equal((await send('/organisation/inbjudan', { code: 'kort', answer: 'accept' })).status, 422);
    assert.equal((await send('/organisation/inbjudan', { code })).status, 422);
  });
});

describe('the queue', () => {
  it('leads to each matter, whose decisions carry reason and what to mend', async () => {
    const queue = await (await reader.get('/handlaggning')).text();
    assert.ok(queue.includes(`href="/handlaggning/${markId}"`));
    const matter = await (await reader.get(`/handlaggning/${markId}`)).text();
    assert.match(matter, /<strong>A\.1<\/strong>.*Uppfyllt.*Registreringsbeviset är läst\./s);
    assert.match(matter, /<strong>F\.8<\/strong>.*Inte bedömt/s);
    assert.match(matter, /Krav som återstår: 1\./);
    const answer = await send(`/handlaggning/${markId}/steg`, {
      step: 'return',
      revision: '2',
      'reason-return': 'Bilagan saknas',
      'mend-return': 'Bifoga rapporten\r\n\r\nSkriv under den',
    });
    assert.equal(answer.headers.get('location'), `/handlaggning/${markId}`);
    assert.equal(sentToOnboarding[0]?.call, `POST /onboarding/v1/review/matters/${markId}/steps`);
    assert.deepEqual((sentToOnboarding[0]?.body as { mend: unknown } | undefined)?.mend, [
      'Bifoga rapporten',
      'Skriv under den',
    ]);
  });
});

describe('a service', () => {
  const metadata = '{"client_name": "Bygglov i Åre"}';

  it('is registered once under the form’s own key, and leads to its matter', async () => {
    const page = await (await reader.get('/organisation/2120003005/tjanst')).text();
    const key = /name="key" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const fields = { title: ' Bygglov ', name: 'bygglov', entityType: 'oauth_client', metadata, key };
    const answer = await send('/organisation/2120003005/tjanst', fields);
    assert.equal(answer.headers.get('location'), `/organisation/arende/${matterId}`);
    const [sent] = sentToOnboarding;
    assert.deepEqual(sent?.body, {
      title: 'Bygglov',
      name: 'bygglov',
      entityType: 'oauth_client',
      metadata: { client_name: 'Bygglov i Åre' },
    });
    assert.equal(sent?.key, key);
  });

  it('comes back with what is wrong, and nothing is sent', async () => {
    const right = { title: 'Bygglov', name: 'bygglov', entityType: 'oauth_client', metadata };
    const tries: readonly (readonly [Record<string, string>, RegExp])[] = [
      [{ title: '' }, /href="#title"/],
      [{ name: 'Bygg Lov' }, /href="#name"/],
      [{ entityType: 'federation_entity' }, /href="#entityType"/],
      [{ metadata: '[1]' }, /href="#metadata"/],
      [{ metadata: '{client_name}' }, /Skriv ett JSON-objekt/],
      [{ metadata: JSON.stringify({ a: 'a'.repeat(50_000) }) }, /högst 50 000 tecken/],
    ];
    for (const [change, sentence] of tries) {
      const answer = await send('/organisation/2120003005/tjanst', { ...right, ...change });
      assert.equal(answer.status, 422, JSON.stringify(change).slice(0, 50));
      assert.match(await answer.text(), sentence);
    }
    assert.deepEqual(sentToOnboarding, []);
    const answer = await send('/organisation/2120003005/tjanst', { ...right, name: 'ej-medlem' });
    assert.match(await answer.text(), /inte ansluten ännu/);
  });

  it('shows what it is, and its draft is changed on the revision that was read', async () => {
    const text = await (await reader.get(`/organisation/arende/${serviceId}`)).text();
    for (const part of [
      'Bygglov åäö',
      'hosted/2120003005/bygglov',
      '2026-11-22 10:00',
      `${serviceId}/tjanst`,
    ])
      assert.ok(text.includes(part), part);
    const path = `/organisation/arende/${serviceId}/tjanst`;
    assert.match(await (await reader.get(path)).text(), /name="revision" value="2"/);
    const answer = await send(path, { title: 'Bygglov 2', metadata, revision: '2' });
    assert.equal(answer.headers.get('location'), `/organisation/arende/${serviceId}`);
    const [sent] = sentToOnboarding;
    assert.deepEqual([sent?.call, sent?.ifMatch], [`PUT /onboarding/v1/services/${serviceId}`, '"2"']);
    assert.equal((await send(path, { title: '', metadata: '', revision: '2' })).status, 422);
    assert.equal((await reader.get(`/organisation/arende/${matterId}/tjanst`)).status, 404, 'no service');
  });
});

describe('a trust mark', () => {
  it('is applied for by kind and subject, both of them chosen', async () => {
    const path = '/organisation/2120003005/marke';
    const page = await (await reader.get(path)).text();
    assert.ok(page.includes('Federationsmedlem, nivå låg') && page.includes('E-tjänst för bygglov'));
    await send(path, { type: 'federation-member-low', subject: serviceId });
    assert.deepEqual(sentToOnboarding[0]?.body, { type: 'federation-member-low', service: serviceId });
    await send(path, { type: 'federation-member-low', subject: 'own' });
    assert.deepEqual(sentToOnboarding[1]?.body, { type: 'federation-member-low' });
    const missing = await send(path, { subject: 'matter_x' });
    assert.equal(missing.status, 422);
    assert.match(await missing.text(), /href="#type".*href="#subject"/s);
  });

  it('that is issued shows until when it is in force', async () => {
    const text = await (await reader.get(`/organisation/arende/${markId}`)).text();
    assert.match(text, /Märkets giltighet.*Gäller till.*2026-11-18/s);
  });

  it('is assessed requirement by requirement, with control, reviewer, reference and reason', async () => {
    const path = `/handlaggning/${markId}/krav/F.8`;
    const page = await (await reader.get(path)).text();
    assert.match(page, /processer för auktorisationsregler.*minst extern revision \(E\)/s);
    const said = {
      verdict: 'met',
      control: 'E',
      evidence: 'dnr 7',
      reviewer: 'Revision AB',
      reason: 'Läst.',
    };
    const answer = await send(path, { ...said, revision: '2' });
    assert.equal(answer.headers.get('location'), `/handlaggning/${markId}`);
    const [sent] = sentToOnboarding;
    assert.equal(sent?.call, `POST /onboarding/v1/review/trust-marks/${markId}/assessments`);
    assert.deepEqual([sent?.body, sent?.ifMatch], [{ requirement: 'F.8', ...said }, '"2"']);
  });

  it('is not assessed with half a word, nor on a requirement that it does not ask', async () => {
    const path = `/handlaggning/${markId}/krav/F.8`;
    const answer = await send(path, { revision: '2', evidence: 'dnr 7' });
    assert.equal(answer.status, 422);
    const text = await answer.text();
    for (const field of ['verdict', 'control', 'reason']) assert.ok(text.includes(`href="#${field}"`), field);
    assert.ok(text.includes('value="dnr 7"'));
    for (const code of ['X.99', '..%2F..%2Fadmin'])
      assert.equal((await reader.get(`/handlaggning/${markId}/krav/${code}`)).status, 404);
    assert.deepEqual(sentToOnboarding, []);
  });
});

describe('signatures', () => {
  it('and the agreement come as files, to keep and verify elsewhere', async () => {
    const matter = await (await reader.get(`/organisation/arende/${matterId}`)).text();
    const path = `/organisation/arende/${matterId}/underskrift/${signatureId}`;
    assert.ok(matter.includes(`href="${path}"`));
    const file = await reader.get(path);
    assert.equal(file.headers.get('content-disposition'), `attachment; filename="${signatureId}.txt"`);
    assert.equal(await file.text(), 'eyJ.underskrift.x');
    const agreement = await reader.get(`/organisation/arende/${matterId}/avtal`);
    assert.match(await agreement.text(), /^ANSLUTNINGSAVTAL/);
    const other = signatureId.replace('_0', '_1');
    for (const id of [other, 'signature_x', '..%2Fadmin'])
      assert.equal((await reader.get(path.replace(signatureId, id))).status, 404, id);
  });
});

describe('an organisation’s page', () => {
  it('shows the marks in force of it and its hosted services, and of nobody who imitates them', async () => {
    const text = await (await reader.get('/organisation/2021005489')).text();
    assert.match(
      text,
      /Federationsmedlem, nivå låg.*hub\.exempel\.se\/hosted\/2021005489\/register.*2026-11-18/s,
    );
    assert.ok(!text.includes('annan.exempel.se'));
    assert.match(text, /som organisationen själv visar upp.*marke\/ladok/s);
  });
});

describe('the menu', () => {
  it('leads those whom the API takes for case handlers to their matters, and nobody else', async () => {
    assert.ok((await (await reader.get('/privat')).text()).includes('href="/handlaggning"'));
    refuseReview(true);
    const other = new Reader(portal.url);
    await other.logIn();
    refuseReview(false);
    const page = await (await other.get('/privat')).text();
    assert.ok(page.includes('Inloggad som') && !page.includes('href="/handlaggning"'));
  });
});

describe('acting for an organisation', () => {
  it('shows it on every page, and only for those that the person has a part in', async () => {
    assert.equal((await send('/foretrad', { whom: '2120000829' })).status, 422);
    assert.equal((await send('/foretrad', { whom: '2120003005' })).status, 303);
    assert.ok((await (await reader.get('/privat')).text()).includes('Företräder <strong>Uppsala kommun'));
    await send('/foretrad', { whom: 'self' });
    assert.ok((await (await reader.get('/privat')).text()).includes('Företräder <strong>dig själv'));
  });
});

describe('someone who has not logged in', () => {
  it('is asked to on every page of their own, and no form does anything', async () => {
    const stranger = new Reader(portal.url);
    for (const path of [
      '/organisation/ansok',
      `/organisation/arende/${matterId}`,
      '/handlaggning',
      '/foretrad',
    ]) {
      const answer = await stranger.get(path);
      assert.equal(answer.status, 401, path);
      assert.match(await answer.text(), /Du behöver logga in/);
    }
    const answer = await stranger.post('/organisation/ansok', { orgnr: '2120003005', email: 'a@b.se' });
    assert.equal(answer.status, 403);
    assert.deepEqual(sentToOnboarding, []);
  });
});
