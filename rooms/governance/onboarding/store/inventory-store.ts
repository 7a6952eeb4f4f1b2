import type { Inventory, ToldGrant } from '../domain/inventory.ts';
import type { Listed, Slice } from './store.ts';

export interface Arrival {
  /** Of the message as it came. */
  readonly sha256: string;
  readonly receivedAt: number;
}

/** Whose grants: those that an organisation gives, or those that it and its systems receive. */
export type GrantFilter = { readonly givenBy: string } | { readonly receivedBy: string };

export interface InventoryStore {
  /** The newest inventory of the organisation, without its grants. */
  find(organisationNumber: string): Promise<Omit<Inventory, 'grants'> | undefined>;
  /** By provider, then in the order in which the connector told them. */
  grants(filter: GrantFilter, slice: Slice): Promise<Listed<ToldGrant>>;
  /**
   * Puts the inventory, with all its grants, in the place of the one before. `older`: there is a later one, or another
   * of the same second, and nothing was written. `unchanged`: this very message is the one that is kept.
   */
  save(inventory: Inventory, arrival: Arrival): Promise<'saved' | 'unchanged' | 'older'>;
}
