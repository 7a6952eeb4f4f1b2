import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';
import type { Room } from '@ena/kernel/room.ts';
import { fixedClock } from '@ena/testkit/clock.ts';
import { startTestHub } from '@ena/testkit/hub.ts';
import { Type } from 'typebox';
import type { Mandate } from '../domain/mandate.ts';
import type { Party } from '../domain/party.ts';
import { decisionRoutes } from '../http/own/decision-routes.ts';
import { mandateMigrations } from '../store/migrations/all.ts';
import { mandateStore } from '../store/queries.ts';
import type { MandateTables } from '../store/tables.ts';
import { changeOf } from '../use-cases/change.ts';
import { createContractCallers } from '../use-cases/contract-callers.ts';
import { karlskrona, people, TestRegister, åkeri } from './granting-room.ts';

const { åsa, örjan, maria, märta } = people;
export const sundsvall = '2120002411';
export const östersund = '2120002528';
export const byrå = { kind: 'organisation', id: '5561929323', name: 'TB Bokföringsbyrå AB' } as const;

export const mandate: Mandate = {
  id: '0f0e8a52-5a3f-4b37-9a0e-0d6f0f6c1a01',
  reference: 'MOP0000000001',
  template: { id: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a', version: 1 },
  title: 'Bygglov',
  description: 'Företräda i ärenden om bygglov',
  relyingParty: { id: karlskrona, name: 'Karlskrona kommun' },
  grantor: åsa,
  grantorRole: 'private',
  holders: [örjan],
  permissions: [{ code: 'lov-ansök', title: 'Ansöka' }],
  limits: [],
  validFrom: '2026-11-01',
  mayDelegate: true,
  signatories: [],
  signatures: [],
  basis: { kind: 'signed', textHash: 'b'.repeat(64) },
  creator: åsa,
  createdAt: 0,
  registeredAt: 0,
  revision: 1,
};
export const held: readonly Mandate[] = [
  mandate,
  { ...mandate, id: mandate.id.replace('0f', '1f'), reference: 'MOP2', holders: [byrå] },
  {
    ...mandate,
    id: mandate.id.replace('0f', '2f'),
    reference: 'MOP3',
    relyingParty: { id: sundsvall, name: 'Sundsvalls kommun' },
    permissions: [{ code: 'lov-läs', title: 'Läsa' }],
  },
];

/** Ids of mandates that the producer elsewhere has, by holder; `away`: it does not answer. */
export const elsewhere = new Map<string, readonly string[] | 'away'>();
export const producers = {
  isElsewhere: (relyingParty: string) => relyingParty === östersund,
  permitting: async (_question: object, { id }: Party) => {
    const told = elsewhere.get(id) ?? [];
    return told === 'away' ? undefined : told;
  },
};

export async function run() {
  const clock = fixedClock();
  const register = new TestRegister();
  let store: ReturnType<typeof mandateStore> | undefined;
  const key = generateEs256Key();
  const room: Room<object, MandateTables> = {
    id: 'blocks/mina-ombud',
    names: { sv: 'Mina ombud', en: 'Mandates' },
    contracts: [],
    needs: [],
    events: [],
    permissions: [{ id: 'mandates:decide', sv: 'Fråga', en: 'Ask' }],
    config: Type.Object({}),
    schema: 'mina_ombud',
    migrations: mandateMigrations,
    open: async (context) => {
      store = mandateStore(context.db);
      const actor = { kind: 'rule', rule: 'test' } as const;
      const cause = { actor, at: 0, change: 'registered', reason: '' };
      await store.save({ mandates: held.map((one) => changeOf('mandate', undefined, one, cause)) });
      return {
        routes: decisionRoutes({
          store,
          clock,
          organisations: register,
          producers,
          signedBy: async (id) => (id === maria.id ? [byrå.id] : id === märta.id ? [åkeri] : []),
          lookups: store,
          feed: store,
          callers: createContractCallers({
            clients: [{ clientId: 'avstangd', relyingParties: [], active: false }],
            inactiveRelyingParties: [],
            relyingParties: async () => [],
            organisations: register,
          }),
          documents: {
            keysOf: async (orgnr) => (orgnr === karlskrona ? key.kid : undefined),
            status: async () => 'lista',
          },
          standings: {
            of: async ({ relyingParty }, nonce) =>
              relyingParty === karlskrona
                ? { kind: 'told', jwt: `svar på ${nonce}` }
                : { kind: 'producer-away' },
          },
        }),
      };
    },
  };
  const hub = await startTestHub({ rooms: [room], clock });
  if (store === undefined) throw new Error('the room did not open');
  return { hub, store };
}

export const party = ({ kind, id }: Party): Party => ({ kind, id });
export const question = {
  actor: party(örjan),
  permission: 'lov-ansök',
  grantor: party(åsa),
  relyingParty: karlskrona,
  purpose: 'bygglovsansökan',
  service: 'bygglov',
};

export async function ask(
  { hub }: Awaited<ReturnType<typeof run>>,
  change: object = {},
  organisation = karlskrona,
) {
  const token = await hub.accessToken(['mandates:decide'], organisation);
  const response = await fetch(`${hub.url}/mandates/v1/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...question, ...change }),
  });
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text) };
}
