import { swedishDate } from '@ena/kernel/time.ts';
import type { Mandate } from '../domain/mandate.ts';
import type { Party } from '../domain/party.ts';
import { type Standing, standingOn } from '../domain/standing.ts';
import type { LifeTools } from './mandates/tools.ts';

export interface ExportedMandate {
  readonly mandate: Mandate;
  readonly standing: Standing;
}

/** Every mandate that a party has given, whenever it ended; one at a time, so that memory does not grow with them. */
export async function* exportMandates(
  { store, clock }: Pick<LifeTools, 'store' | 'clock'>,
  grantor: Party,
): AsyncGenerator<ExportedMandate> {
  const day = swedishDate(clock.now());
  for await (const mandate of store.stream({ grantor, day })) {
    yield { mandate, standing: standingOn(mandate, day) };
  }
}
