import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestDatabase, testSchema } from '@ena/testkit/database.ts';
import fc from 'fast-check';
import type { HistoryEntry, MatterOf } from '../domain/matter.ts';
import type { RegisterAnswer } from '../domain/organisation-checks.ts';
import type { Authority, Person } from '../domain/person.ts';
import { isSignedEnough } from '../domain/signing.ts';
import { mattersMigration } from '../store/migrations/0001-matters.ts';
import { onboardingStore } from '../store/queries.ts';
import type { OnboardingTables } from '../store/tables.ts';
import { apply } from '../use-cases/apply.ts';
import { join } from '../use-cases/join.ts';
import { makeJoinToken } from '../use-cases/make-join-token.ts';
import { resubmit } from '../use-cases/resubmit.ts';
import { signAgreement } from '../use-cases/sign-agreement.ts';
import { takeStep } from '../use-cases/take-step.ts';
import type { OnboardingTools } from '../use-cases/tools.ts';
import { defaultConfig } from './default-config.ts';
import { persons } from './persons.ts';

const { chair, director, deputy, clerk, stranger, handler } = persons;
const wanted = { organisationNumber: '2120000829', email: 'å@kommun.example', entityId: 'https://k.example' };
const all = { offset: 0, limit: 100 };

const municipality: RegisterAnswer = {
  kind: 'found',
  name: 'Karlskrona kommun',
  legalForm: '82',
  publicSector: true,
  deregisteredOn: undefined,
  verified: true,
  naturalPerson: false,
};

function jointly(...who: readonly Person[]): Authority {
  const among = who.map(({ personalNumber }) => personalNumber);
  const signatories = who.map((one) => ({ ...one, role: 'ledamot' }));
  return { signatories, rules: [{ need: 2, among }], asOf: '2026-11-22', fictitious: true };
}

/** The registers as the test sets them, over the real store. */
interface World {
  answer: RegisterAnswer;
  authority: Authority | undefined;
  readonly tools: OnboardingTools;
}

async function newWorld(sandbox = false): Promise<World> {
  const database = await openTestDatabase();
  const schema = testSchema('onboarding');
  const migrated = await database.migrate(schema, { '0001-matters': mattersMigration });
  if (!migrated.ok) throw new Error(migrated.error);
  let now = Date.parse('2026-11-22T11:00:00Z');
  const accepted = async () => ({ kind: 'accepted' }) as const;
  const world: World = {
    answer: municipality,
    authority: jointly(chair, director, deputy),
    tools: {
      store: onboardingStore(database.schema<OnboardingTables>(schema)),
      clock: { now: () => ++now },
      events: { publish: () => {}, subscribe: () => {} },
      config: defaultConfig,
      sandbox,
      baseData: { find: async () => world.answer, authority: async () => world.authority },
      federation: {
        anchorEntityId: 'https://hub.sandbox.localhost',
        connectorOf: async () => undefined,
        judgeNaming: async () => 'free',
        register: accepted,
        isMember: async () => true,
        hostedEntityId: (number, name) => `https://hub.example/hosted/${number}/${name}`,
        publish: accepted,
        withdraw: accepted,
      },
      marks: { demands: async () => ({ kind: 'unknown-type' }), file: accepted, issue: accepted },
      // A signature here is the signer and the text, in the open.
      signatures: {
        verifySignature: async ({ userSignature, tbsData }) => {
          const { text, ...signer } = JSON.parse(userSignature);
          return text === new TextDecoder().decode(tbsData)
            ? { kind: 'valid', loa: 3, signedAt: now, ...signer }
            : { kind: 'invalid', reason: 'other-data' };
        },
      },
    },
  };
  return world;
}

async function fileIn({ tools }: World): Promise<MatterOf<'organisation'>> {
  const made = await apply(tools, clerk, wanted, undefined);
  assert.ok(made.kind === 'made' && made.matter.kind === 'organisation');
  return made.matter;
}

async function current({ tools }: World, id: string): Promise<MatterOf<'organisation'>> {
  const found = await tools.store.find(id);
  assert.ok(found?.kind === 'organisation');
  return found;
}

test('while a register is away nothing is known: the application waits and is submitted again', async () => {
  const world = await newWorld();
  world.answer = { kind: 'unavailable' };
  const filed = await fileIn(world);
  assert.equal(filed.state, 'applied');
  const away = filed.data.checks.find(({ result }) => result === 'unavailable');
  assert.match(away?.mend?.sv ?? '', /Lämna in ansökan igen/);
  world.answer = municipality;
  const again = await resubmit(world.tools, clerk, filed.id, filed.revision, { reason: '' });
  assert.ok(again.kind === 'done');
  assert.equal(again.matter.state, 'signing');
});

const acts = [
  'sign',
  'forge',
  'borrow',
  'accept',
  'return',
  'resubmit',
  'token',
  'join',
  'lose',
  'regain',
] as const;
const act = fc.record({
  act: fc.constantFrom(...acts, 'sign' as const, 'accept' as const),
  by: fc.constantFrom(chair, director, deputy, clerk, stranger),
});

test('however the parts act, nobody becomes a member without the signatures, and the history only grows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), fc.boolean(), async (tries, sandbox) => {
      const world = await newWorld(sandbox);
      const { id } = await fileIn(world);
      let token: string | undefined;
      let told: readonly HistoryEntry[] = [];
      for (const one of tries) {
        token = (await perform(world, id, one.act, one.by, token)) ?? token;
        const matter = await current(world, id);
        const { items } = await world.tools.store.history(id, all);
        assert.deepEqual(items.slice(0, told.length), told, 'what was told stays');
        assert.equal(items.at(-1)?.to, matter.state);
        if (['signed', 'accepted', 'active'].includes(matter.state)) assert.ok(isSignedEnough(matter));
        told = items;
      }
    }),
    { numRuns: 25 },
  );
});

/** One act of one person, right or wrong; answers a join token where one was made. */
async function perform(
  world: World,
  id: string,
  what: (typeof acts)[number],
  by: Person,
  token: string | undefined,
): Promise<string | undefined> {
  const { tools } = world;
  const { revision, data } = await current(world, id);
  const text = data.agreement?.text ?? '';
  const decide = (step: string, mend: readonly string[] = []) =>
    takeStep(tools, handler, 'review', id, revision, { step, reason: 'skäl', mend });
  switch (what) {
    case 'sign':
      await signAgreement(tools, by, id, JSON.stringify({ ...by, text }));
      return undefined;
    case 'forge':
      await signAgreement(tools, by, id, JSON.stringify({ ...by, text: `${text}.` }));
      return undefined;
    case 'borrow':
      await signAgreement(tools, by, id, JSON.stringify({ ...chair, text }));
      return undefined;
    case 'accept':
      await decide('accept');
      return undefined;
    case 'return':
      await decide('return', ['rätta']);
      return undefined;
    case 'resubmit':
      await resubmit(tools, clerk, id, revision, { reason: 'rättat' });
      return undefined;
    case 'token': {
      const made = await makeJoinToken(tools, clerk, id);
      return made.kind === 'made' ? made.token : undefined;
    }
    case 'join':
      if (token !== undefined) await join(tools, { token, entityId: wanted.entityId, federationKeys: [] });
      return undefined;
    case 'lose':
      world.authority = jointly(deputy, stranger);
      return undefined;
    case 'regain':
      world.authority = jointly(chair, director, deputy);
      return undefined;
  }
}

test('a full walk without the sandbox’s help: two sign, one decides, the connector joins', async () => {
  const world = await newWorld();
  const { id } = await fileIn(world);
  for (const by of [chair, deputy]) await perform(world, id, 'sign', by, undefined);
  await perform(world, id, 'accept', handler, undefined);
  const token = await perform(world, id, 'token', clerk, undefined);
  await perform(world, id, 'join', clerk, token);
  assert.equal((await current(world, id)).state, 'active');
});
