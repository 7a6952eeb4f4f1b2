import { matchesSecret } from '@ena/kernel/crypto/secret.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Refusal, refuse } from '../errors.ts';
import { single } from '../http/headers.ts';
import type { System, Systems } from '../state/systems.ts';
import type { Arrival } from './call.ts';

/**
 * Which of the own systems is calling. A client certificate speaks for itself; otherwise the system is named
 * (`Ena-System`, or the subsystem of `X-Road-Client`) and proves itself by key, or by loopback where it is
 * registered so. A lone loopback system need not be named.
 */
export function identifySystem(
  systems: Systems,
  call: Arrival,
  claimed: string | undefined,
): Result<System, Refusal> {
  if (call.clientPin !== undefined) {
    const pinned = systems.findByPin(call.clientPin);
    return pinned ? ok(pinned) : unknown('The client certificate belongs to no registered system.');
  }
  const name = claimed ?? single(call.headers['ena-system']) ?? loneLoopback(systems);
  if (name === undefined) return unknown('Name the calling system in Ena-System.');
  const system = systems.find(name);
  if (!system || !proves(system, call))
    return unknown('Register the system with this connector, or send its key in Ena-System-Key.');
  return ok(system);
}

function proves(system: System, call: Arrival): boolean {
  switch (system.auth) {
    case 'loopback':
      return isLoopback(call.remoteAddress) && !isForeignPage(call);
    case 'key': {
      const key = single(call.headers['ena-system-key']);
      return key !== undefined && system.keyHash !== undefined && matchesSecret(key, system.keyHash);
    }
    case 'mtls':
      return false;
  }
}

function loneLoopback(systems: Systems): string | undefined {
  const loopback = systems.all().filter((system) => system.auth === 'loopback');
  return loopback.length === 1 ? loopback[0]?.name : undefined;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

/**
 * A page of another site, open in a browser on this machine, also comes from loopback. Browsers say so in
 * `Sec-Fetch-Site` (https://www.w3.org/TR/fetch-metadata/), and no system of an organisation sends it.
 */
function isForeignPage(call: Arrival): boolean {
  const site = single(call.headers['sec-fetch-site']);
  return site === 'cross-site' || site === 'same-site';
}

function unknown(detail: string): Result<never, Refusal> {
  return fail(refuse('system-unknown', detail));
}
