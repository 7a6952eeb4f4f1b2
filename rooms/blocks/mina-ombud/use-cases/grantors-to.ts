import { swedishDate } from '@ena/kernel/time.ts';
import { isNatural, type NamedParty, type Party, partyKey } from '../domain/party.ts';
import { veiledName } from '../domain/protected-identity.ts';
import { type DecideTools, heldAs } from './decide.ts';
import type { HidingTools } from './hidden-persons.ts';

/** More mandates than this of one holder are not looked through; the newest are. */
const most = 500;

/**
 * Who has given one, or an organisation that one signs alone for, a mandate that holds today. What it permits, and
 * whether the chain behind it holds, is for `decide`. Of a protected identity no name is told.
 */
export async function grantorsTo(
  tools: DecideTools & HidingTools,
  actor: Party,
): Promise<readonly NamedParty[]> {
  const { holders } = await heldAs(tools, actor);
  const day = swedishDate(tools.clock.now());
  const sort = [{ by: 'valid-from', descending: true, ignoreCase: false }] as const;
  const found = await Promise.all(
    holders.map((holder) =>
      tools.store.search({ holder, day, standing: 'valid' }, sort, { offset: 0, limit: most }),
    ),
  );
  const grantors = found.flatMap(({ items }) => items.map(({ mandate }) => mandate.grantor));
  const distinct = [...new Map(grantors.map((grantor) => [partyKey(grantor), grantor])).values()];
  const hidden = await tools.persons.protectedAmong(distinct.filter(isNatural).map(({ id }) => id));
  return distinct.map((grantor) => veiledName(grantor, hidden));
}
