import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { System } from '../state/systems.ts';
import type { Arrival, Target } from './call.ts';
import { identifySystem } from './identify-system.ts';
import { readStatement, type Statement } from './read-statement.ts';
import { readTarget } from './read-target.ts';
import { readXRoadTarget, type XRoadTarget } from './read-x-road-target.ts';

/** Who asks, why, and whom. */
export interface Admitted {
  readonly target: Target;
  readonly system: System;
  readonly statement: Statement;
  /** What the caller calls its message, where its form has that. */
  readonly messageId: string | undefined;
}

/** A target in either form; X-Road's has members that the answer repeats. */
export type AnyTarget = Target | XRoadTarget;

export function readAnyTarget({ form, url, headers }: Arrival): Result<AnyTarget, Refusal> {
  return form === 'x-road' ? readXRoadTarget(url, headers) : readTarget(url);
}

/** Judges a call by its headers, before its body is read. The order of the checks is the order of the lines. */
export function admit(
  context: Pick<ConnectorContext, 'config' | 'systems'>,
  arrival: Arrival,
  read: Result<AnyTarget, Refusal>,
): Result<Admitted, Refusal> {
  if (!read.ok) return read;
  const target = read.value;
  const xRoad = isXRoad(target) ? target : undefined;
  if (xRoad && xRoad.clientOrgnr !== context.config.orgnr)
    return fail(
      refuse(
        'system-unknown',
        'X-Road-Client names another organisation than the one this connector belongs to.',
      ),
    );
  const system = identifySystem(context.systems, arrival, xRoad?.clientSubsystem);
  if (!system.ok) return system;
  const statement = readStatement(arrival.headers, system.value);
  return statement.ok
    ? ok({ target, system: system.value, statement: statement.value, messageId: xRoad?.messageId })
    : statement;
}

export function isXRoad(target: AnyTarget): target is XRoadTarget {
  return 'serviceId' in target;
}
