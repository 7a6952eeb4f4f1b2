import { pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { second, swedishTime } from '@ena/kernel/time.ts';
import type { ClaimedInventory } from '../domain/inventory.ts';
import { type SaveInventoryOutcome, saveInventory } from '../use-cases/save-inventory.ts';
import {
  type GrantQuery,
  inventoryType,
  largestInventory,
  parseInventory,
  renderGrant,
  renderInventory,
} from '../wire/inventory.ts';
import { personOf } from './callers.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type ByNumber<Query = unknown, Body = unknown> = RoomRequest<{ orgnr: string }, Query, Body>;

const form = { typ: inventoryType, largest: largestInventory };

export async function saveInventoryHandler(
  request: ByNumber<unknown, string>,
  tools: Tools,
): Promise<RoomReply> {
  const { orgnr } = request.params;
  const claimed = parseInventory(request.body.trim());
  if (!claimed.ok) return problemReply('malformed-inventory', `The ${claimed.error}.`);
  const outcome = await saveInventory(tools, orgnr, claimed.value, form);
  return saved(outcome, orgnr, claimed.value);
}

function saved(outcome: SaveInventoryOutcome, orgnr: string, { issuedAt }: ClaimedInventory): RoomReply {
  switch (outcome.kind) {
    case 'saved':
    case 'unchanged':
      return { status: 200, body: { orgnr, toldAt: swedishTime(issuedAt) } };
    case 'unknown-connector':
      return problemReply(
        'unknown-connector',
        'Publish the entity configuration first, and send the inventory to the organisation’s own address.',
      );
    case 'signature-refused':
      return problemReply(
        'inventory-signature-refused',
        `${outcome.problem}: sign with a key of metadata.ena_connector.jwks, ES256, typ ${inventoryType}.`,
      );
    case 'rule-broken':
      return problemReply('malformed-inventory', outcome.detail);
    case 'older':
      return problemReply(
        'older-inventory',
        `Sign a new one, with an iat that is later (by ${second / 1000} second at least).`,
      );
  }
}

export async function readInventory(request: ByNumber, tools: Tools): Promise<RoomReply> {
  return asContact(request, tools, async (orgnr) => {
    const held = await tools.inventories.find(orgnr);
    if (held !== undefined) return { status: 200, body: renderInventory(held) };
    return problemReply('no-inventory', 'It comes when the organisation’s connector runs and shares it.');
  });
}

export async function listGrants(request: ByNumber<GrantQuery>, tools: Tools): Promise<RoomReply> {
  return asContact(request, tools, async (orgnr) => {
    const { query } = request;
    const { direction, limit, page } = query;
    const slice = { offset: pageOffset(query), limit };
    const filter = direction === 'given' ? { givenBy: orgnr } : { receivedBy: orgnr };
    const { items, total } = await tools.inventories.grants(filter, slice);
    const path = `/onboarding/v1/organisations/${orgnr}/grants`;
    const body = renderPage(items.map(renderGrant), total, { limit, page }, path, { direction });
    return { status: 200, body };
  });
}

/** Only for those who act for the organisation; to everyone else it is as if there were none. */
async function asContact(
  request: ByNumber,
  { store }: Tools,
  answer: (orgnr: string) => Promise<RoomReply>,
): Promise<RoomReply> {
  const { orgnr } = request.params;
  const held = await store.contactRoles(orgnr, personOf(request).personalNumber);
  if (held.length > 0) return answer(orgnr);
  return problemReply('unknown-organisation', 'An administrative contact can invite you.');
}
