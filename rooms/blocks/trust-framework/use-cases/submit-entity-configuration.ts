import { sha256 } from '@ena/kernel/crypto/digest.ts';
import { type JwtProblem, verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { EventBus } from '@ena/kernel/events/event.ts';
import { type Clock, rfc3339, second } from '@ena/kernel/time.ts';
import { parseVkey, signatureType } from '@ena/kernel/trace/vkey.ts';
import { type ConfigurationFault, configurationFault } from '../domain/configuration-rules.ts';
import type { ClaimedConfiguration, Entity } from '../domain/entity.ts';
import { hosting, keyChange } from '../domain/hosting.ts';
import { federationKeysChanged, metadataChanged } from '../events.ts';
import type { EntityReader, EntityWriter } from '../store/store.ts';
import { unusableKey } from './unusable-key.ts';

export type SubmitOutcome =
  | { readonly kind: 'hosted'; readonly entity: Entity }
  /** The same JWT is hosted already; nothing was changed. */
  | { readonly kind: 'unchanged'; readonly entity: Entity }
  /** No active entity has this id. */
  | { readonly kind: 'unknown' }
  /** Not signed by a registered federation key of the subject, or not a statement at all. */
  | { readonly kind: 'signature-refused'; readonly problem: JwtProblem }
  | { readonly kind: 'rule-broken'; readonly fault: ConfigurationFault }
  | { readonly kind: 'raced' };

export interface SubmitTools {
  readonly store: EntityReader & EntityWriter;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly anchor: string;
  readonly longestHours: number;
}

/** Takes an organisation's own configuration into hosting. The signature is the authorisation; nobody is logged in. */
export async function submitEntityConfiguration(
  claimed: ClaimedConfiguration,
  tools: SubmitTools,
): Promise<SubmitOutcome> {
  const entity = await tools.store.find(claimed.subject);
  if (entity === undefined) return { kind: 'unknown' };
  const now = tools.clock.now();
  const keys = entity.federationKeys.map((key) => ({ ...key }));
  const verified = await verifyJwt(claimed.jwt, { typ: 'entity-statement+jwt', keys, now });
  // Expiry and issue time are judged below, where each has a sentence that says what to mend.
  if (!verified.ok && verified.error !== 'expired' && verified.error !== 'not-yet-valid') {
    return { kind: 'signature-refused', problem: verified.error };
  }
  if (entity.hosted?.jwt === claimed.jwt) return { kind: 'unchanged', entity };

  const situation = { entity, anchor: tools.anchor, now, longestHours: tools.longestHours };
  const fault = configurationFault(claimed, situation) ?? (await materialFault(claimed));
  if (fault !== undefined) return { kind: 'rule-broken', fault };
  if (!verified.ok) return { kind: 'signature-refused', problem: verified.error };

  const next = hosting(entity, claimed);
  if ((await tools.store.save(next, entity.revision)) === 'raced') return { kind: 'raced' };
  tellOthers(entity, next, tools.events);
  return { kind: 'hosted', entity: next };
}

/** Keys must be points on the curve, and the log's verifier key a C2SP Ed25519 key with the right id. */
async function materialFault(claimed: ClaimedConfiguration): Promise<ConfigurationFault | undefined> {
  const bad = unusableKey([...claimed.federationKeys, ...claimed.connector.signingKeys]);
  if (bad !== undefined) return { rule: 'keys', detail: bad };
  const vkey = await parseVkey(claimed.connector.log.vkey, sha256);
  if (vkey.ok && vkey.value.type === signatureType.ed25519) return undefined;
  return {
    rule: 'log',
    detail: 'metadata.ena_connector.log.vkey is not an Ed25519 verifier key (C2SP signed-note)',
  };
}

function tellOthers(before: Entity, after: Entity, events: EventBus): void {
  const { organisationNumber: orgnr, entityId } = after;
  const { added, removed } = keyChange(before, after);
  if (added.length + removed.length > 0) {
    events.publish(federationKeysChanged.name, { orgnr, entityId, added, removed });
  }
  const expiresAt = rfc3339((after.hosted?.expiresAt ?? 0) * second);
  events.publish(metadataChanged.name, { orgnr, entityId, expiresAt });
}
