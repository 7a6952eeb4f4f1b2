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

/** Merges what the party says of itself with what its superior says; the superior wins (OpenID Federation 1.0 §6). */
export function readParty(
  leaf: JsonObject,
  superior: JsonObject,
  entityId: string,
  anchor: TrustedParty['anchor'],
): TrustedParty {
  const connector = metadata(leaf, superior, 'ena_connector');
  const log = objectField(connector, 'log');
  const [origin, vkey] = [stringField(log, 'origin'), stringField(log, 'vkey')];
  return {
    entityId,
    name: stringField(metadata({}, superior, 'federation_entity'), 'organization_name'),
    messageKeys: readKeys(objectField(connector, 'jwks')) ?? [],
    exchangeEndpoint: stringField(connector, 'exchange_endpoint'),
    log: origin !== undefined && vkey !== undefined ? { origin, vkey } : undefined,
    anchor,
  };
}

function metadata(leaf: JsonObject, superior: JsonObject, type: string): JsonObject {
  const [own, above] = [leaf, superior].map((claims) => objectField(objectField(claims, 'metadata'), type));
  return { ...own, ...above };
}
