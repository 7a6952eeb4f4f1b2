import { isObject, isStrings, type Json, type JsonObject } from './json.ts';

/*
 * OpenID Federation 1.0 §6.2.2: the host of an entity id against names in the syntax of RFC 5280 §4.2.1.10 for URIs.
 * `host.example.com` is that host; `.example.com` is every host below it, and not `example.com` itself.
 */

const name = /^\.?[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$/;

export function namingFault(claim: Json): string | undefined {
  if (!isObject(claim)) return 'naming_constraints is not an object';
  for (const list of [claim.permitted, claim.excluded]) {
    if (list === undefined) continue;
    if (!isStrings(list) || !list.every((item) => name.test(item)))
      return 'naming_constraints holds something that is no domain name';
  }
  return undefined;
}

/** Excluded wins over permitted. An id that has no host is within no permitted name. */
export function isWithin(claim: JsonObject, entityId: string): boolean {
  const host = hostOf(entityId);
  const matches = (list: Json | undefined) =>
    isStrings(list) && host !== undefined && list.some((item) => isNamed(host, item));
  if (host === undefined) return claim.permitted === undefined && claim.excluded === undefined;
  if (matches(claim.excluded)) return false;
  return claim.permitted === undefined || matches(claim.permitted);
}

function isNamed(host: string, constraint: string): boolean {
  const wanted = constraint.toLowerCase();
  return wanted.startsWith('.') ? host.endsWith(wanted) && host.length > wanted.length : host === wanted;
}

/** Lower case, without port and without the root's final dot; RFC 5280: a host that is an address matches nothing. */
function hostOf(entityId: string): string | undefined {
  if (!URL.canParse(entityId)) return undefined;
  const host = new URL(entityId).hostname.toLowerCase().replace(/\.$/, '');
  return host === '' || host.startsWith('[') || /^[0-9.]+$/.test(host) ? undefined : host;
}
