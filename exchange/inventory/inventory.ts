import type { Grant } from '@ena/kernel/permit/grant.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import type { Service } from '../state/services.ts';
import type { System } from '../state/systems.ts';

/** What the operator has registered, as it stands in memory: a change is a new object. */
export interface Held {
  readonly systems: readonly System[];
  readonly services: readonly Service[];
  readonly grants: readonly Grant[];
}

/** Whether nothing was registered, changed or taken away between the two. */
export function isSame(a: Held | undefined, b: Held): boolean {
  return (
    a !== undefined &&
    areSame(a.systems, b.systems) &&
    areSame(a.services, b.services) &&
    areSame(a.grants, b.grants)
  );
}

function areSame(a: readonly object[], b: readonly object[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

/**
 * What the hub is told. No secret and no hash of one, no pin, no address of an own service; and no grant to a sole
 * trader, whose organisation number is a personal identity number (its third digit is 0 or 1).
 */
export function inventoryOf({ systems, services, grants }: Held) {
  return {
    systems: systems.map(({ name, auth }) => ({ name, auth })),
    services: services.map(({ id, title, operations }) => ({ id, title, operations })),
    grants: grants.filter(({ consumer }) => /^..[2-9]/.test(consumer)).map(grantOf),
  };
}

function grantOf(grant: Grant) {
  const { id, consumer, service, operations, purposes, legalBasis, validFrom, validTo, agreement } = grant;
  return {
    id,
    consumer,
    service,
    operations,
    purposes,
    legalBasis,
    validFrom: rfc3339(validFrom),
    ...(validTo !== undefined && { validTo: rfc3339(validTo) }),
    agreement,
  };
}
