import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type Running, runEna, startSandbox } from '../joining/programs.ts';
import { Citizen } from './citizen.ts';
import { type Decide, decisionPoint } from './decision-point.ts';
import { type Drawings, startDrawings } from './drawings.ts';
import { EService, type SignedContext } from './e-service.ts';

/*
 * A mandate from its first day to its last, by started programs: a person grants it in the portal with the sandbox
 * e-legitimation, a municipality's e-service asks for it through the published contract and uses it in an exchange, and
 * the giver takes it back. Then both say no, within ten seconds.
 */

const municipality = '2120000829';
const provider = '2021005489';
const permission = 'bygglov.ansok';
const grantor = '198301062397';
const holder = '198602262381';
const question = { relyingParty: municipality, holder, grantor, permission };
const mostSeconds = 10;

const folder = mkdtempSync(join(tmpdir(), 'ena-fullmakt-å-'));
const data = join(folder, 'sandlåda');
const file = join(folder, 'behörighet.json');
let drawings: Drawings;
let hub: Running;
let örjan: Citizen;
let eService: EService;
let mandate: string;
let context: SignedContext;
let decide: Decide;

before(async () => {
  drawings = await startDrawings();
  hub = await startSandbox(data);
  örjan = await Citizen.logIn(hub.url, 'Örjan Exempelsson');
  eService = await EService.open(hub.url, holder);
});
after(async () => {
  await hub?.stop();
  drawings?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(): Promise<SignedContext> {
  const [answer, ...more] = await eService.ask(question);
  assert.ok(answer !== undefined && more.length === 0, 'one grantor, one context');
  return answer;
}

/** Uses the mandate as the municipality does: `ena ask` with the answer in a file. */
function use(mandateFile: string | undefined, subject = grantor) {
  const given = mandateFile === undefined ? [] : ['--mandate', mandateFile];
  return runEna([
    ...['ask', `${provider}/ritningar`, 'GET', '/ritningar/asen-1-2', '--org', municipality, '--data', data],
    ...['--purpose', 'arendehandlaggning', '--legal-basis', 'GDPR-6.1.e', '--subject', subject, ...given],
  ]);
}

/** The same call as a system of the municipality makes it, for the code of the refusal. */
async function outcomeOf(given: object | undefined, subject = grantor): Promise<string> {
  const connector = new URL(hub.url);
  connector.port = String(Number(connector.port) + 10);
  connector.pathname = `/exchange/${provider}/ritningar/ritningar/asen-1-2`;
  const answer = await fetch(connector, {
    headers: {
      'ena-purpose': 'arendehandlaggning',
      'ena-legal-basis': 'GDPR-6.1.e',
      'ena-subject': subject,
      ...(given && { 'ena-mandate': Buffer.from(JSON.stringify(given)).toString('base64url') }),
    },
  });
  await answer.arrayBuffer();
  return answer.headers.get('ena-error')?.split(':').at(-1) ?? String(answer.status);
}

describe('a person grants a mandate in the portal', () => {
  it('that nobody has before', async () => {
    assert.deepEqual(await eService.ask(question), []);
    const { allowed, code } = await eService.why(question);
    assert.deepEqual([allowed, code], [false, 'no-mandate']);
  });

  it('to another: her own number comes back with the reason', async () => {
    const { text } = await örjan.prepare(grantor).catch((error: Error) => ({ text: error.message }));
    assert.match(text, /Den som ger fullmakten, eller ger den vidare, kan inte också få den\./);
  });

  it('with the sandbox e-legitimation over the exact text, which is shown first', async () => {
    const text = await örjan.prepare(holder);
    for (const part of ['Örjan Exempelsson', 'Beri Ylles', 'Karlskrona kommun', `[${permission}]`])
      assert.ok(text.text.includes(part), part);
    const signed = await örjan.sign(text);
    assert.match(signed.text, /Fullmakten är registrerad/);
    mandate = signed.url.pathname.split('/').at(-1) ?? '';
  });
});

describe('the municipality’s e-service', () => {
  it('asks through the contract, and the answer is a signed yes', async () => {
    context = await ask();
    assert.deepEqual(context.behorigheter, [{ kod: permission, fullmakt: mandate }]);
    assert.equal(context.fullmaktsgivare.namn, 'Exempelsson');
    assert.equal((await eService.why(question)).allowed, true);
    writeFileSync(file, JSON.stringify({ kontext: [context] }));
  });

  it('uses it in an exchange with a service that demands it', async () => {
    const place = ['--org', provider, '--data', data];
    await runEna([
      ...['service', 'add', 'ritningar', ...place, '--url', drawings.url, '--title', 'Ritningar på begäran'],
      ...['--operation', 'GET /ritningar/{fastighet}', '--require-mandate', '--permission', permission],
    ]);
    await runEna([
      ...['service', 'grant', 'ritningar', ...place, '--consumer', municipality, '--agreement', 'avtal-å-17'],
      ...['--purpose', 'arendehandlaggning', '--legal-basis', 'GDPR-6.1.e'],
    ]);
    const answer = await use(file);
    assert.equal(answer.status, 200);
    assert.match(JSON.stringify(answer.body), /Åsen 1:2/);
    assert.deepEqual(
      drawings.seen.map(({ path }) => path),
      ['/ritningar/asen-1-2'],
    );
  });

  it('is refused without a mandate, for another person, and with one byte changed', async () => {
    const before = drawings.seen.length;
    await assert.rejects(use(undefined), /Send the signed mandate context/);
    await assert.rejects(use(file, '198211242386'), /State in Ena-Subject the one who gave the mandate/);
    const role = { ...context, fullmaktsgivarroll: 'PRIVAX' };
    const later = {
      ...context,
      tidpunkt: context.tidpunkt.replace(/.(?=\+)/, (d) => String((Number(d) + 1) % 10)),
    };
    assert.equal(await outcomeOf(undefined), 'mandate-missing');
    assert.equal(await outcomeOf(context, '198211242386'), 'mandate-mismatch');
    assert.equal(await outcomeOf(role), 'mandate-unproven');
    assert.equal(await outcomeOf(later), 'mandate-unproven');
    assert.equal(drawings.seen.length, before, 'the service saw none of them');
  });
});

describe('the decision point', () => {
  it('lets the holder do on behalf of the giver what the giver may', async () => {
    const operation = `${municipality}/${permission}`;
    decide = await decisionPoint(hub, { grantor, holder, operation, organisation: municipality });
    const answer = await decide();
    assert.equal(answer.decision, true, answer.context.id);
  });
});

describe('the giver takes it back', () => {
  it('and within ten seconds question, exchange and decision say no, with the context from before as well', async (t) => {
    const fresh = await ask();
    assert.equal(await outcomeOf(fresh), '200');
    const start = performance.now();
    const revoked = await örjan.revoke(mandate, 'Huset är sålt.');
    assert.match(revoked.text, /Har upphört .*Skäl: Huset är sålt\./);
    const seconds = () => (performance.now() - start) / 1000;
    assert.deepEqual(await eService.ask(question), []);
    const questionAfter = seconds();
    const reason = await eService.why(question);
    const reasonAfter = seconds();
    assert.deepEqual(
      [reason.allowed, reason.code, reason.mandate?.id, reason.mandate?.endedBy],
      [false, 'ended', mandate, 'grantor'],
    );
    assert.equal(reason.sv, 'Fullmakten har återkallats av den som gav den.');
    assert.ok(Math.abs(Date.parse(reason.mandate?.endedAt ?? '') - Date.now()) < 60_000);
    let outcome = await outcomeOf(fresh);
    while (outcome !== 'mandate-ended' && seconds() < mostSeconds) {
      assert.equal(outcome, '200');
      await setTimeout(50);
      outcome = await outcomeOf(fresh);
    }
    const exchangeAfter = seconds();
    t.diagnostic(
      `no to the question after ${questionAfter.toFixed(2)} s, the reason after ${reasonAfter.toFixed(2)} s, no to the exchange after ${exchangeAfter.toFixed(2)} s`,
    );
    assert.equal(outcome, 'mandate-ended');
    assert.ok(Math.max(reasonAfter, exchangeAfter) < mostSeconds);
    assert.equal(await outcomeOf(context), 'mandate-ended', 'the context that was used before');
    await assert.rejects(use(file), /A mandate that the context rests on has ended/);
    const { decision, context: why } = await decide();
    assert.deepEqual([decision, why.id], [false, 'missing-mandate']);
    assert.deepEqual(await eService.fate(municipality, mandate), ['HISTORISK', 'FULLMAKTSGIVARE']);
  });

  it('and sees who asked about it', async () => {
    const { text } = await örjan.open('/ombud/fragor');
    assert.match(
      text,
      /bygglov Kontrollerade vad någon får göra den som ger Beri Ylles \(född 1986-02-26\) Karlskrona kommun \(212000-0829\) 1/,
    );
  });
});
