import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '@ena/kernel/time.ts';
import type { EvidenceStore } from '../evidence/evidence-store.ts';
import type { WitnessPusher } from '../evidence/witness-pusher.ts';
import type { Grants } from '../state/grants.ts';
import type { Services } from '../state/services.ts';
import type { Systems } from '../state/systems.ts';

export interface ConnectorStatus {
  readonly orgnr: string;
  readonly name: string;
  readonly entityId: string;
  readonly exchangeEndpoint: string;
  readonly publicUrl: string;
  readonly log: {
    readonly origin: string;
    readonly vkey: string;
    readonly size: number;
    readonly cosignedSize: number;
  };
  readonly partners: readonly { readonly orgnr: string; readonly name: string; readonly validTo: string }[];
  readonly health: { readonly status: 'ready' | 'degraded'; readonly reasons: readonly string[] };
}

/** What the handlers of the admin API work with. */
export interface AdminTools {
  readonly db: DatabaseSync;
  readonly clock: Clock;
  readonly systems: Systems;
  readonly services: Services;
  readonly grants: Grants;
  readonly evidence: EvidenceStore;
  readonly witness: WitnessPusher;
  /** Tells the hub the changed entity configuration; false when it could not be told (it will be, later). */
  republish(): Promise<boolean>;
  status(): ConnectorStatus;
  /** One step of a rotation, and what the next one is. */
  rotate(
    use: 'signing' | 'tls' | 'records' | 'federation',
  ): Promise<{ readonly step: string; readonly next: string }>;
}
