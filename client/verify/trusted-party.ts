import { readKeys } from './entity-statement.ts';
import { type JsonObject, objectField, stringField } from './json.ts';
import type { EcJwk } from './web-crypto.ts';

/** One party of the exchange as a verified trust chain describes it. */
export interface TrustedParty {
  readonly entityId: string;
  /** As the superior states it. */
  readonly name: string | undefined;
  /** Keys that sign its messages. */
  readonly messageKeys: readonly EcJwk[];
  readonly exchangeEndpoint: string | undefined;
  readonly log: { readonly origin: string; readonly vkey: string } | undefined;
  readonly anchor: {
    readonly entityId: string;
    /** RFC 7638, of the key that signed the anchor's own statement. */
    readonly thumbprint: string;
    readonly witnessVkey: string | undefined;
  };
}

/** Reads resolved metadata; the name is the superior's own word, also where the party declares no name of its own. */
export function readParty(
  metadata: JsonObject,
  superior: JsonObject,
  entityId: string,
  anchor: TrustedParty['anchor'],
): TrustedParty {
  const connector = objectField(metadata, 'ena_connector');
  const log = objectField(connector, 'log');
  const [origin, vkey] = [stringField(log, 'origin'), stringField(log, 'vkey')];
  const stated = objectField(objectField(superior, 'metadata'), 'federation_entity');
  return {
    entityId,
    name: stringField(stated, 'organization_name'),
    messageKeys: readKeys(objectField(connector, 'jwks')) ?? [],
    exchangeEndpoint: stringField(connector, 'exchange_endpoint'),
    log: origin !== undefined && vkey !== undefined ? { origin, vkey } : undefined,
    anchor,
  };
}
