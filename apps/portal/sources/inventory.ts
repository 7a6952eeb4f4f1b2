import { type Connection, callJson, callPage, isRow } from '@ena/client/call.ts';
import { hubClient } from '@ena/client/hub.ts';
import type { Outcome, Page } from '@ena/client/outcome.ts';

export interface Operation {
  readonly method: string;
  readonly path: string;
}

/** What an organisation's connector last told of itself. */
export interface Inventory {
  readonly toldAt: string;
  readonly systems: readonly { readonly name: string; readonly auth: 'loopback' | 'key' | 'mtls' }[];
  readonly services: readonly {
    readonly id: string;
    readonly title: string;
    readonly operations: readonly Operation[];
  }[];
}

export interface Grant {
  readonly provider: string;
  /** An organisation or one of its systems: `2120000829/verksamhet`. */
  readonly consumer: string;
  readonly service: string;
  readonly operations: readonly Operation[];
  readonly purposes: readonly string[];
  readonly legalBasis: readonly string[];
  readonly validFrom: string;
  readonly validTo?: string;
  readonly agreement: string;
  readonly toldAt: string;
}

export interface Holdings {
  /** Absent where the connector has told nothing. */
  readonly inventory: Inventory | undefined;
  readonly given: Page<Grant>;
  readonly received: Page<Grant>;
  /** By number; those that the hub lists. */
  readonly names: ReadonlyMap<string, string>;
}

/** Reads what stands in the organisation's connector, with the token of one of its contacts. */
export async function readHoldings(connection: Connection, orgnr: string): Promise<Outcome<Holdings>> {
  const path = `/onboarding/v1/organisations/${orgnr}`;
  const grants = (direction: string) =>
    callPage<Grant>(connection, `${path}/grants?direction=${direction}&limit=100`, isRow);
  const [inventory, given, received, organisations] = await Promise.all([
    callJson<Inventory>(connection, { method: 'GET', path: `${path}/inventory` }),
    grants('given'),
    grants('received'),
    hubClient(connection).organisations({ limit: 100 }),
  ]);
  if (inventory.kind !== 'ok' && !isNone(inventory)) return inventory;
  if (given.kind !== 'ok') return given;
  if (received.kind !== 'ok') return received;
  const listed = organisations.kind === 'ok' ? organisations.value.items : [];
  return {
    kind: 'ok',
    value: {
      inventory: inventory.kind === 'ok' ? inventory.value : undefined,
      given: given.value,
      received: received.value,
      names: new Map(listed.map((one) => [one.orgnr, one.name])),
    },
  };
}

function isNone(outcome: Outcome<Inventory>): boolean {
  return outcome.kind === 'problem' && outcome.problem.type.endsWith(':no-inventory');
}
