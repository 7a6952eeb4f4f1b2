import type { InventoryStore } from '../store/inventory-store.ts';
import type { OnboardingTools } from '../use-cases/tools.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export interface Tools extends OnboardingTools {
  /** The base URL under which callers reach the hub. */
  readonly publicUrl: string;
  readonly inventories: InventoryStore;
}
