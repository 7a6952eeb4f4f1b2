import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { JSONWebKeySet } from 'jose';
import type { Page } from '../joining/browser.ts';
import { runEna } from '../joining/programs.ts';
import { type Hubs, startHubs } from './hubs.ts';
import { judge } from './offline.ts';
import { Signer } from './signer.ts';

/*
 * Outside the sandbox, by started programs: people log in to a hub and sign there through a provider elsewhere (another
 * hub, over TLS). A mandate and an agreement come into force by it, and the file proves itself without either hub.
 * Needs ../shared/contracts.
 */

const municipality = '2120000829';
const joining = '2120003005';
const [örjansNumber, berisNumber, agnesNumber] = ['198301062397', '198602262381', '197911012388'];
const wilmasNumber = '198211242386';

const municipalities =
  readFileSync(new URL('../../../shared/contracts/base-data/kommuner.csv', import.meta.url), 'utf8').match(
    /\b[0-9]{10}\b/g,
  ) ?? [];

let hubs: Hubs;
let örjan: Signer;
let template: string;
let keys: JSONWebKeySet;

before(async () => {
  hubs = await startHubs();
});
after(() => hubs?.stop());

const approve = (level: number, ifMatch?: string) =>
  fetch(`${hubs.hub.url}/identity/v1/eid-issuer`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${hubs.hub.operatorToken}`,
      'content-type': 'application/json',
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
    },
    body: JSON.stringify({
      id: hubs.providerIssuer,
      name: 'Provutfärdaren',
      organisationNumber: '5560000001',
      eidName: 'Provlegitimation',
      level,
      reviewedBy: 'Granskaren',
      reviewedOn: '2026-01-15',
      state: 'approved',
    }),
  });

/** A call of the hub's APIs with the token of a person. */
async function call<Answer>(
  token: string,
  method: string,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await fetch(`${hubs.hub.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  const isJson = answer.headers.get('content-type')?.includes('json') === true;
  return (isJson ? JSON.parse(text) : text) as Answer;
}

function contentOf(title: string, permissions: readonly object[]): object {
  return {
    title,
    description: 'Ansöka om lov och ta emot beslut.',
    grantorRoles: ['private'],
    holderRoles: ['person'],
    permissions,
    endRequired: false,
    mayDelegate: false,
    limits: [],
    byLaw: [],
  };
}

describe('the operator', () => {
  it('approves the provider; until then nobody gets in', async () => {
    const someone = new Signer(hubs, 'Örjan Exempelsson');
    const refused = await someone.identify(await someone.open('/portal/log-in'));
    assert.match(refused.text, /kunde inte intyga vem du är/);
    assert.equal((await approve(3)).status, 201);
  });

  it('brings in the persons, and a case handler of the municipality, who publishes a template', async () => {
    const persons = [
      { personalNumber: örjansNumber, givenName: 'Örjan', familyName: 'Exempelsson' },
      { personalNumber: berisNumber, givenName: 'Beri', familyName: 'Ylles' },
      { personalNumber: agnesNumber, givenName: 'Agnes', familyName: 'Provström' },
    ];
    await hubs.operator('POST', '/person/v1/persons', { persons });
    const agnes = { kind: 'person', id: agnesNumber, name: 'Provström', givenName: 'Agnes' };
    await hubs.operator('POST', `/mandates/v1/operator/relying-parties/${municipality}/handlers`, agnes);
    const token = await new Signer(hubs, 'Agnes Provström').token();
    const at = `/mandates/v1/relying-parties/${municipality}/templates`;
    const permission = { code: 'bygglov.ansok', title: 'Ansöka om bygglov', obligatory: true };
    const content = contentOf('Ombud i bygglovsärenden', [permission]);
    const made = await call<{ id: string }>(token, 'POST', at, content);
    template = made.id;
    const step = { step: 'publish', reason: 'Granskad.' };
    await call(token, 'POST', `${at}/${template}/steps`, step, { 'if-match': '"1"' });
  });
});

describe('a mandate, signed outside the sandbox', () => {
  let text: Page;
  let mandate: string;

  it('is shown in its exact words, and at the provider what it is', async () => {
    örjan = await new Signer(hubs, 'Örjan Exempelsson').logIn();
    text = await örjan.prepare(template, berisNumber);
    for (const part of ['Örjan Exempelsson', 'Beri Ylles', 'Karlskrona kommun', '[bygglov.ansok]'])
      assert.ok(text.text.includes(part), part);
    const ours = await örjan.submit(text, /\/skriv-under$/);
    assert.match(ours.text, /Skriv under med Provlegitimation/);
    assert.doesNotMatch(ours.text, /Testlegitimation/);
    const theirs = await örjan.leave(ours);
    assert.match(theirs.text, /Du skriver under för Kommunens inloggning.*Ombud i bygglovsärenden/);
    const back = await örjan.cancel(theirs);
    assert.match(back.text, /Inloggad som Örjan Exempelsson.*Fullmakten är inte undertecknad av dig/);
  });

  it('is not signed by another person than the one who is logged in, nor at too low a level', async () => {
    const ours = await örjan.submit(text, /\/skriv-under$/);
    const other = await örjan.identify(ours, 'Beri Ylles');
    assert.match(other.text, /en annan person än den som ska göra detta/);
    const tooHigh = await örjan.identify(other, 'Örjan Exempelsson', '4');
    assert.match(tooHigh.text, /Underskriften kunde inte göras eller styrkas/);
  });

  it('is signed through the provider, and is in force', async () => {
    const ours = await örjan.submit(text, /\/skriv-under$/);
    const signed = await örjan.identify(ours);
    assert.match(signed.text, /Fullmakten är registrerad/);
    mandate = signed.url.pathname.split('/').at(-1) ?? '';
  });

  it('has a file that proves who signed which text, to anyone, without the hub or the provider', async () => {
    const token = await örjan.token();
    const proof = `/mandates/v1/proposals/${mandate}/text`;
    const exact = Buffer.from(await call<string>(token, 'GET', proof));
    const { signatures } = await call<{ signatures: { artefactHash: string }[] }>(
      token,
      'GET',
      `/mandates/v1/mandates/${mandate}`,
    );
    const hash = signatures[0]?.artefactHash ?? '';
    const file = (await örjan.open(`/ombud/fullmakt/${mandate}/underskrift/${hash}`)).text;
    assert.equal(createHash('sha256').update(file).digest('hex'), hash);
    const answer = await fetch(`${hubs.hub.url}/identity/signature-keys`);
    keys = (await answer.json()) as JSONWebKeySet;
    assert.deepEqual(await judge(file, exact, keys), {
      typ: 'ena-signature+jwt',
      person: örjansNumber,
      level: 'http://id.elegnamnden.se/loa/1.0/loa3',
      provider: hubs.providerIssuer,
      ownTextHash: createHash('sha256').update(exact).digest('base64url'),
    });
    await assert.rejects(judge(file, Buffer.from(`${exact}.`), keys), /about another text/);
    const changed = Buffer.from(file, 'base64')
      .toString()
      .replace(/.$/, (last) => (last === 'A' ? 'Q' : 'A'));
    await assert.rejects(judge(Buffer.from(changed).toString('base64'), exact, keys), /signature/);
  });

  it('has it judged by the command line too', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ena-underskrift-'));
    const file = join(folder, 'underskrift.txt');
    const exact = join(folder, 'fullmakt.txt');
    const list = join(folder, 'nycklar.json');
    const token = await örjan.token();
    const mandateUrl = `/mandates/v1/mandates/${mandate}`;
    const { signatures } = await call<{ signatures: { artefactHash: string }[] }>(token, 'GET', mandateUrl);
    const page = await örjan.open(`/ombud/fullmakt/${mandate}/underskrift/${signatures[0]?.artefactHash}`);
    writeFileSync(file, page.text);
    writeFileSync(exact, (await örjan.open(`/ombud/fullmakt/${mandate}/text`)).body);
    const handling = await new Signer(hubs, 'Agnes Provström').token();
    const relied = await call<string>(handling, 'GET', `/mandates/v1/mandates/${mandate}/text`);
    assert.equal(relied, readFileSync(exact, 'utf8'), 'whoever relies on it can verify it too');
    writeFileSync(list, JSON.stringify(keys));
    const words = ['signature', 'verify', file, '--text', exact, '--keys', list];
    const { ok, name, personalNumber, provider } = await runEna(words);
    const found = [ok, name, personalNumber, provider];
    assert.deepEqual(found, [true, 'Örjan Exempelsson', örjansNumber, hubs.providerIssuer]);
    writeFileSync(exact, 'en annan text');
    await assert.rejects(runEna(words), /ended with 1: .*other-text/);
    rmSync(folder, { recursive: true });
  });
});

describe('a mandate as large as the API takes', () => {
  const permissions = Array.from({ length: 200 }, (_, i) => ({
    code: `ärende.${i}.`.padEnd(255, 'å'),
    title: `Ärendeslag ${i} `.padEnd(100, 'ä'),
    description: `Ansöka, lämna uppgifter och ta emot beslut i ärendeslag ${i} `.padEnd(500, 'ö'),
    obligatory: true,
  }));

  it('is signed through the portal and the provider, and its file proves its whole text', async () => {
    const handling = await new Signer(hubs, 'Agnes Provström').token();
    const at = `/mandates/v1/relying-parties/${municipality}/templates`;
    const made = await call<{ id: string }>(handling, 'POST', at, {
      ...contentOf('Ombud i allt', permissions),
      holderRoles: ['organisation'],
    });
    const step = { step: 'publish', reason: 'Granskad.' };
    await call(handling, 'POST', `${at}/${made.id}/steps`, step, { 'if-match': '"1"' });
    const token = await örjan.token();
    const draft = await call<{ id: string }>(token, 'POST', '/mandates/v1/proposals', {
      as: 'grantor',
      template: made.id,
      grantorRole: 'private',
      holders: municipalities.slice(0, 50).map((id) => ({ kind: 'organisation', id })),
      permissions: permissions.map(({ code }) => code),
      limits: [],
      validFrom: new Date().toLocaleDateString('sv-SE', { timeZone: 'Europe/Stockholm' }),
      mayDelegate: false,
    });
    const page = await örjan.open(`/ombud/arende/${draft.id}/skriv-under`);
    assert.ok(page.text.includes('Ärendeslag 199'), page.text.slice(0, 500));
    const ours = await örjan.submit(page, /\/skriv-under$/);
    const signed = await örjan.identify(ours);
    assert.match(signed.text, /Fullmakten är registrerad/);
    const { signatures } = await call<{ signatures: { artefactHash: string }[] }>(
      token,
      'GET',
      `/mandates/v1/mandates/${draft.id}`,
    );
    const hash = signatures[0]?.artefactHash ?? '';
    const file = (await örjan.open(`/ombud/fullmakt/${draft.id}/underskrift/${hash}`)).text;
    const exact = Buffer.from(await call<string>(token, 'GET', `/mandates/v1/proposals/${draft.id}/text`));
    assert.ok(exact.length > 300_000, `${exact.length} bytes`);
    assert.equal((await judge(file, exact, keys)).person, örjansNumber);
  });
});

describe('an agreement of joining, signed outside the sandbox', () => {
  it('is signed by the same way, and waits for a case handler', async () => {
    await hubs.operator('PUT', `/company/v1/signing-authorities/${joining}`, {
      signatories: [{ personalNumber: wilmasNumber, name: 'Wilma Testberg', role: 'kommundirektör' }],
      rules: [{ need: 1, among: [wilmasNumber] }],
      asOf: '2026-01-15',
    });
    const wilma = await new Signer(hubs, 'Wilma Testberg').logIn();
    const form = await wilma.open('/organisation/ansok');
    const applied = await wilma.submit(form, /\/ansok$/, {
      orgnr: joining,
      email: 'post@uppsala.example',
      entityId: 'https://ena.uppsala.example',
    });
    assert.match(applied.text, /Avtalet väntar på underskrifter/);
    const signed = await wilma.identify(await wilma.submit(applied, /\/skriv-under$/));
    assert.match(signed.text, /Avtalet är undertecknat och väntar på beslut/);
    const matter = signed.url.pathname.split('/').at(-1) ?? '';
    const token = await wilma.token();
    const at = `/onboarding/v1/applications/${matter}`;
    const { text } = await call<{ text: string }>(token, 'GET', `${at}/agreement`);
    const list = await call<{ items: { id: string }[] }>(token, 'GET', `${at}/signatures`);
    const file = await call<string>(token, 'GET', `${at}/signatures/${list.items[0]?.id}`);
    const judged = await judge(file, Buffer.from(text), keys);
    assert.deepEqual([judged.person, judged.provider], [wilmasNumber, hubs.providerIssuer]);
  });
});
