import type { Room } from '@ena/kernel/room.ts';
import { Type } from 'typebox';
import { trustFrameworkId } from '#rooms/blocks/trust-framework';
import type { FederationEntity } from '../use-cases/federation-client.ts';

/** Stands where the trust framework stands, and resolves what the test has put in. */
export function federationOf(members: ReadonlyMap<string, FederationEntity> = new Map()): Room {
  return {
    id: trustFrameworkId,
    names: { sv: 'Tillitsramverk', en: 'Trust framework' },
    contracts: [],
    needs: [],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async () => ({
      routes: [],
      offer: { resolveEntity: async (entityId: string) => members.get(entityId) },
    }),
  };
}
