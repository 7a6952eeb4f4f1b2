import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase } from '@ena/testkit/database.ts';
import { testPersons } from '../data/test-persons.ts';
import { Browser } from './browser.ts';
import { actionOf, authorizeUrl, redeem, relyingParty, walk } from './relying-party.ts';
import { startIdentity } from './started.ts';

interface Catalogue {
  schemata: { schema_name: string };
}
interface Trail {
  entry: { id: number; room: string; operation: string; caller: string; status: number; request_id: string };
}

/** The rows of the one hub that this file starts. */
async function auditRows(): Promise<readonly Omit<Trail['entry'], 'room'>[]> {
  const database = await openTestDatabase();
  const { schema_name: schema } = await database
    .schema<Catalogue>('information_schema')
    .selectFrom('schemata')
    .select('schema_name')
    .where('schema_name', 'like', 'ena_audit%')
    .executeTakeFirstOrThrow();
  return database
    .schema<Trail>(schema)
    .selectFrom('entry')
    .select(['id', 'operation', 'caller', 'status', 'request_id'])
    .where('room', '=', 'blocks/identity')
    .orderBy('id')
    .execute();
}

test('log-ins that end well and badly are in the trail, without a number, a name or a secret', async () => {
  const party = relyingParty('https://rp.example', { api_scopes: ['identity:me'] });
  const hub = await startIdentity([party.config]);
  const issuer = `${hub.url}/identity`;
  const ask = { scope: 'openid identity:me', resource: hub.url };
  const url = authorizeUrl(issuer, party.config.client_id, ask);

  const browser = new Browser();
  const page = await browser.follow(await browser.get(url), hub.url);
  const action = new URL(actionOf(await page.response.text()), hub.url).href;
  await browser.post(action, { method: 'test', person: 'p999', level: '4' });
  await browser.follow(await browser.post(action, { method: 'cancel' }), hub.url);
  await walk(
    new Browser(),
    authorizeUrl(issuer, party.config.client_id, { acr_values: 'http://loa1.example' }),
  );
  const back = await walk(new Browser(), url, { person: 3, level: 3 });
  const code = back.searchParams.get('code') ?? '';
  const tokens = (await (await redeem(issuer, party, code)).json()) as Record<string, string>;
  const authorization = `Bearer ${tokens.access_token}`;
  for (let i = 0; i < 2; i++) await fetch(`${issuer}/v1/own-log-in`, { headers: { authorization } });
  await redeem(issuer, party, code);

  const rows = await auditRows();
  const told = rows.map(
    ({ operation, caller, status }) => `${operation} ${caller.replace(/:.*/, ':…')} ${status}`,
  );
  for (const expected of [
    'log-in wrong-choice anonymous 422',
    'log-in access_denied anonymous 403',
    'authorize access_denied anonymous 403',
    'log-in unmet_authentication_requirements anonymous 403',
    'authorize unmet_authentication_requirements anonymous 403',
    'log-in accepted account:… 200',
    'issueTokens anonymous 200',
    'issueTokens anonymous 400',
  ])
    assert.ok(told.includes(expected), `${expected}\n${told.join('\n')}`);
  const text = JSON.stringify(rows);
  const secrets = [code, tokens.access_token, tokens.id_token].map((one) => one?.slice(0, 20) ?? 'none');
  const names = testPersons.flatMap((one) => [one.personalNumber, one.familyName]);
  for (const hidden of [...secrets, ...names]) assert.equal(text.includes(hidden), false, hidden);
});

test('a person who calls is in the trail under a pseudonym, the same each time', async () => {
  const rows = await auditRows();
  const callers = rows.filter(({ operation }) => operation === 'readOwnLogin').map(({ caller }) => caller);
  assert.equal(callers.length, 2);
  assert.equal(callers[0], callers[1]);
  assert.match(callers[0] ?? '', /^person:[0-9a-f]{32}$/);
});
