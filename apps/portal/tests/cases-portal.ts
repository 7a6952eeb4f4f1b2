import assert from 'node:assert/strict';
import { after, before, beforeEach } from 'node:test';
import type { MyEvent } from '@ena/client/cases.ts';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, Reader, startPortal, testClientKey } from './start-portal.ts';
import { startTestProvider, type TestProvider } from './test-provider.ts';
import { event, herself, refNamed, serveToldCases, type ToldCases } from './told-cases.ts';

export const skv = { id: 'skatteverket', name: 'Skatteverket' };
export const kommun = { id: 'karlskrona', name: 'Karlskrona kommun' };
export const lm = { id: 'lantmateriet', name: 'Lantmäteriet' };
export const permit = { ref: refNamed('bygglov'), kind: 'journal-number', id: 'BN 2026-å1' } as const;
export const company = {
  ref: refNamed('bolag'),
  kind: 'organisation',
  name: 'Åkeriet i Åmål AB',
  organisation: '5561929323',
  by: 'signatory',
} as const;
export const mother = {
  ref: refNamed('mor'),
  kind: 'person',
  name: 'Märta Testsson',
  by: 'mandate',
} as const;

/** The portal's time when a test file begins. */
const now = Date.parse('2026-11-22T12:00:00+01:00');

export let told: ToldCases;
export let portal: TestHub;
/** Logged in anew for each test. */
export let reader: Reader;
let provider: TestProvider;

/** A portal beside producers that behave as they are told, for the tests of a file. */
export function startCases(): void {
  before(async () => {
    told = await serveToldCases();
    const key = await testClientKey();
    provider = await startTestProvider(async () => [key.publicJwk]);
    const names = { sv: 'Mina ärenden', en: 'My cases' };
    portal = await startPortal(
      portalOptions({
        hubUrl: told.url,
        deadlineMs: 3000,
        clock: { now: () => now + performance.now() },
        logIn: { issuer: provider.issuer, key, scopes: ['cases:own'] },
        rooms: [{ id: 'blocks/mina-arenden', names, contracts: [], apis: [] }],
      }),
    );
  });
  after(async () => {
    await portal?.stop();
    await Promise.all([told?.close(), provider?.close()]);
  });
}

/** Before each test of a suite: nothing held, nothing sent, and a reader with a session of her own. */
export function beginAnew(): void {
  beforeEach(async () => {
    told.producers = { [skv.id]: { name: skv.name, events: [] } };
    told.parties = [herself, company, mother];
    told.refusal = undefined;
    told.sent.length = 0;
    told.left = 0;
    reader = new Reader(portal.url);
    await reader.logIn();
  });
}

export function answers(...events: readonly MyEvent[]): void {
  const by = Map.groupBy(events, (one) => one.producer.id);
  told.producers = Object.fromEntries(
    [...by].map(([id, own]) => [id, { name: own[0]?.producer.name ?? id, events: own }]),
  );
}

export async function page(path: string, status = 200): Promise<string> {
  const answer = await reader.get(path);
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  return text;
}

/** What was asked of the API, with the last part of the path. */
export const asked = () =>
  told.sent.map(({ path, body }) => ({ path: path.replace('/cases/v1/my/', ''), ...body }));

/** The text of a page. */
export const words = (text: string) => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
export const shown = async (path: string, status = 200) => words(await page(path, status));

export function inThisOrder(text: string, ...parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    assert.notEqual(at, -1, `“${part}” is not after “${text.slice(0, from).slice(-80)}” in: ${text}`);
    from = at + part.length;
  }
}

/** An event that waits for its reader, perhaps until a day. */
export const waits = (name: string, due?: string): MyEvent =>
  event(kommun, name, {
    needsAction: true,
    extension: { toDo: { text: { sv: `Gör ${name}` }, ...(due !== undefined && { due }) } },
  });
