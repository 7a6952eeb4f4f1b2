import { hour, minute, second } from '@ena/kernel/time.ts';
import type { ClaimedConfiguration, Entity } from './entity.ts';
import { entityHost } from './entity-id.ts';
import { isSameKey, keySetFault } from './public-key.ts';

/** What a configuration is judged against. */
export interface Situation {
  readonly entity: Entity;
  /** Entity id of the trust anchor. */
  readonly anchor: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Longest `exp - iat` that is accepted, in hours. */
  readonly longestHours: number;
}

/** Which rule a configuration breaks; the error code and the sentence are made from it at the edge. */
export type ConfigurationFault = { readonly rule: string; readonly detail: string };

const skew = 60 * second;
const shortestRest = 10 * minute;

type Rule = readonly [
  name: string,
  fault: (claimed: ClaimedConfiguration, at: Situation) => string | undefined,
];

/**
 * The order in which a configuration is read, after its signature is found right.
 * Each rule answers one sentence that says what to mend, or nothing.
 */
const rules: readonly Rule[] = [
  ['issuer', (c) => (c.issuer === c.subject ? undefined : 'iss and sub must be the same entity id')],
  [
    'critical',
    (c) =>
      c.critical.length === 0 ? undefined : `crit names ${c.critical[0]}, which is not understood here`,
  ],
  ['authority', hintsAtAnchor],
  ['issued', issuedInTime],
  ['expiry', expiryWithinBounds],
  ['order', notOlderThanHosted],
  ['keys', keysAreWhole],
  ['number', numberDoesNotContradict],
  ['log', logIsNamedAfterEntity],
  ['services', servicesAreNamedOnce],
];

/** The first rule that the configuration breaks, or nothing. Pure; the signature is checked elsewhere. */
export function configurationFault(
  claimed: ClaimedConfiguration,
  at: Situation,
): ConfigurationFault | undefined {
  for (const [rule, fault] of rules) {
    const detail = fault(claimed, at);
    if (detail !== undefined) return { rule, detail };
  }
  return undefined;
}

function hintsAtAnchor(c: ClaimedConfiguration, at: Situation): string | undefined {
  return c.authorityHints.includes(at.anchor) ? undefined : `authority_hints must contain ${at.anchor}`;
}

function issuedInTime(c: ClaimedConfiguration, at: Situation): string | undefined {
  if (c.issuedAt * second > at.now + skew) return 'iat lies in the future: check the clock of the connector';
  return undefined;
}

function expiryWithinBounds(c: ClaimedConfiguration, at: Situation): string | undefined {
  if (c.expiresAt <= c.issuedAt) return 'exp must be later than iat';
  if (c.expiresAt * second < at.now + shortestRest) {
    return 'exp has passed or is less than ten minutes away: issue a new configuration';
  }
  if ((c.expiresAt - c.issuedAt) * second > at.longestHours * hour) {
    return `the configuration is valid for more than ${at.longestHours} hours: issue it for a shorter time`;
  }
  return undefined;
}

/**
 * Configurations are public, so anyone can send an old one again. Without this rule that would bring back
 * an address, a TLS pin or a signing key that the organisation has left.
 */
function notOlderThanHosted(c: ClaimedConfiguration, at: Situation): string | undefined {
  const earliest = Math.max(at.entity.notBefore, at.entity.hosted?.issuedAt ?? 0);
  return c.issuedAt >= earliest ? undefined : 'a newer configuration is known: issue a new one';
}

/** OpenID Federation 1.0 §3.1: an entity configuration is signed by a key that it lists itself. */
function keysAreWhole(c: ClaimedConfiguration, at: Situation): string | undefined {
  const fault = keySetFault(c.federationKeys) ?? keySetFault(c.connector.signingKeys);
  if (fault !== undefined) return fault;
  const signer = at.entity.federationKeys.find((key) => key.kid === c.signedWith);
  const listed = c.federationKeys.find((key) => key.kid === c.signedWith);
  if (signer === undefined || listed === undefined || !isSameKey(signer, listed)) {
    return `jwks must list the key ${c.signedWith} that signed the configuration`;
  }
  const shared = c.connector.signingKeys.find((key) =>
    c.federationKeys.some((other) => isSameKey(other, key)),
  );
  return shared && `the key ${shared.kid} is both a federation key and a message key: use different keys`;
}

function numberDoesNotContradict(c: ClaimedConfiguration, at: Situation): string | undefined {
  const claimed = c.connector.claimedNumber;
  if (claimed === undefined || claimed === at.entity.organisationNumber) return undefined;
  return 'metadata.ena_connector.orgnr is not the number that the entity is registered with: leave it out';
}

/** The witness finds a log's key by its origin: no organisation can name a log that is another's. */
function logIsNamedAfterEntity(c: ClaimedConfiguration, at: Situation): string | undefined {
  const prefix = `${entityHost(at.entity.entityId)}/`;
  const { origin, vkey } = c.connector.log;
  if (!origin.startsWith(prefix)) return `metadata.ena_connector.log.origin must begin with ${prefix}`;
  return vkey.startsWith(`${origin}+`)
    ? undefined
    : 'metadata.ena_connector.log.vkey must have the origin as its name';
}

function servicesAreNamedOnce(c: ClaimedConfiguration): string | undefined {
  const seen = new Set<string>();
  for (const { id } of c.connector.services) {
    if (seen.has(id)) return `the service ${id} stands twice: give every service its own id`;
    seen.add(id);
  }
  return undefined;
}
