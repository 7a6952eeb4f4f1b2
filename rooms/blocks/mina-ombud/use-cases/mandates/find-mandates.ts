import { swedishDate } from '@ena/kernel/time.ts';
import type { Party } from '../../domain/party.ts';
import type { Standing } from '../../domain/standing.ts';
import type { FoundMandate, Listed, Slice } from '../../store/store.ts';
import { standingFilter } from './list-mandates.ts';
import { handlingService, noteReading } from './read-mandate.ts';
import type { LifeTools } from './tools.ts';

/** What a case handler asks about; at least one of the parties. */
export interface HandlerQuestion {
  readonly relyingParty: string;
  readonly grantor?: Party;
  readonly holder?: Party;
  readonly standing: Standing;
  /** Why; told to the parties. */
  readonly purpose: string;
  readonly requestId: string;
}

/** The mandates at one relying party for its case handler. Whoever was asked about, or told of, can see that it was so. */
export async function findMandates(
  tools: Pick<LifeTools, 'store' | 'clock'>,
  { relyingParty, grantor, holder, standing, purpose, requestId }: HandlerQuestion,
  slice: Slice,
): Promise<Listed<FoundMandate>> {
  const { store, clock } = tools;
  const at = clock.now();
  const parties = { ...(grantor && { grantor }), ...(holder && { holder }) };
  const filter = { relyingParties: [relyingParty], ...parties, ...standingFilter(standing, swedishDate(at)) };
  const found = await store.search(
    filter,
    [{ by: 'valid-from', descending: true, ignoreCase: false }],
    slice,
  );
  if (found.items.length === 0) {
    const asked = { organisation: relyingParty, service: handlingService, purpose, relyingParty, requestId };
    await store.noteLookups([{ at, ...asked, grantor, holder, found: found.total }]);
  } else {
    const told = found.items.map(({ mandate }) => mandate);
    await noteReading(tools, told, purpose, requestId);
  }
  return found;
}
