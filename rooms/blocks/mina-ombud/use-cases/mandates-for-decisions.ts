import { isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import { type Clock, swedishDate } from '@ena/kernel/time.ts';
import type { EntityRef, MandateSource } from '#rooms/blocks/authorization';
import type { Party } from '../domain/party.ts';
import type { MandateReader } from '../store/store.ts';

const most = 500;

/**
 * Mandates as access decisions ask for them: `person` and `organisation` entities by number, permissions as actions. A
 * code means what its relying party says, and applies there: the action is `2120000829/bygglov.ansok`.
 */
export function mandatesForDecisions(store: Pick<MandateReader, 'search'>, clock: Clock): MandateSource {
  return {
    mandatesBetween: async (grantor, holder) => {
      const [from, to] = [partyOf(grantor), partyOf(holder)];
      if (from === undefined || to === undefined) return [];
      const filter = { grantor: from, holder: to, standing: 'valid', day: swedishDate(clock.now()) } as const;
      const { items } = await store.search(filter, [], { offset: 0, limit: most });
      return items
        .filter(({ mandate }) => mandate.limits.length === 0)
        .map(({ mandate: { id, permissions, relyingParty } }) => ({
          id,
          grantor,
          holder,
          actions: permissions.map(({ code }) => `${relyingParty.id}/${code}`),
        }));
    },
  };
}

function partyOf({ type, id }: EntityRef): Party | undefined {
  if (type === 'organisation' && /^[0-9]{10}$/.test(id)) return { kind: 'organisation', id };
  if (type !== 'person' || !/^[0-9]{12}$/.test(id)) return undefined;
  return { kind: isCoordinationNumber(id) ? 'coordinated' : 'person', id };
}
