import { swedishDate } from '@ena/kernel/time.ts';
import type { Mandate } from '../domain/mandate.ts';
import { veiledName } from '../domain/protected-identity.ts';
import { type Standing, standingOn } from '../domain/standing.ts';
import { type ActingPerson, partyOf } from './actor.ts';
import { type HidingTools, hiddenFrom } from './hidden-persons.ts';
import type { LifeTools } from './mandates/tools.ts';

export interface ExportedMandate {
  readonly mandate: Mandate;
  readonly standing: Standing;
}

/**
 * Whether the person may carry all of the organisation's mandates away, with everyone's numbers: who binds it alone, or
 * is a case handler of its own. Who signs jointly may look at them one by one.
 */
export async function mayExport(
  { store }: Pick<LifeTools, 'store'>,
  { person, organisation, alone }: ActingPerson,
): Promise<boolean> {
  if (organisation === undefined) return false;
  return alone === true || store.isHandler(organisation.id, person);
}

/** Mandates for which the register is asked at once who of their persons is protected. */
const batch = 200;

/**
 * Every mandate that a party has given, whenever it ended; a batch at a time, so that memory does not grow with them.
 * Numbers are the grantor's own words; of a protected identity the name is left out.
 */
export async function* exportMandates(
  tools: Pick<LifeTools, 'store' | 'clock'> & HidingTools,
  acting: ActingPerson,
): AsyncGenerator<ExportedMandate> {
  const day = swedishDate(tools.clock.now());
  let waiting: Mandate[] = [];
  for await (const mandate of tools.store.stream({ grantor: partyOf(acting), day })) {
    waiting.push(mandate);
    if (waiting.length < batch) continue;
    yield* await shown(tools, acting, waiting, day);
    waiting = [];
  }
  yield* await shown(tools, acting, waiting, day);
}

async function shown(
  tools: HidingTools,
  acting: ActingPerson,
  mandates: readonly Mandate[],
  day: string,
): Promise<readonly ExportedMandate[]> {
  const hidden = await hiddenFrom(
    tools,
    acting,
    mandates.flatMap(({ holders }) => holders),
  );
  return mandates.map((mandate) => ({
    mandate: { ...mandate, holders: mandate.holders.map((holder) => veiledName(holder, hidden)) },
    standing: standingOn(mandate, day),
  }));
}
