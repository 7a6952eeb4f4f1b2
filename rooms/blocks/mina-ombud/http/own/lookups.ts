import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Party } from '../../domain/party.ts';
import { veiledParty } from '../../domain/protected-identity.ts';
import { partyOf } from '../../use-cases/actor.ts';
import { hiddenFrom } from '../../use-cases/hidden-persons.ts';
import type { Organisations } from '../../use-cases/ports.ts';
import { renderLookup } from '../../wire/own/lookup.ts';
import { asActing } from './callers.ts';
import type { Tools } from './tools.ts';

export function listLookupsHandler(
  request: RoomRequest<unknown, Page & { readonly for?: string }>,
  tools: Tools,
): Promise<RoomReply> {
  const { query } = request;
  return asActing(request, tools, query.for, async (acting) => {
    const party = partyOf(acting);
    const slice = { offset: pageOffset(query), limit: query.limit };
    const { items, total } = await tools.store.lookups(party, slice);
    const asked = items.flatMap(({ grantor, holder }) =>
      [grantor, holder].filter((one) => one !== undefined),
    );
    const hidden = await hiddenFrom(tools, acting, asked);
    const veil = (one: Party | undefined) => one && veiledParty(one, hidden);
    const names = await namesOf(
      tools.organisations,
      items.map(({ organisation }) => organisation),
    );
    const rows = items.map((lookup) => {
      const parties = { grantor: veil(lookup.grantor), holder: veil(lookup.holder) };
      return renderLookup({ ...lookup, ...parties }, party, names.get(lookup.organisation));
    });
    return { status: 200, body: renderPage(rows, total, query, '/mandates/v1/lookups', { for: query.for }) };
  });
}

/** The company register's names; of whom it does not know or does not answer about there is none. */
async function namesOf(
  organisations: Pick<Organisations, 'find'>,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all([...new Set(numbers)].map((orgnr) => organisations.find(orgnr)));
  return new Map(
    found.flatMap((one) =>
      one.kind === 'found' ? [[one.organisation.id, one.organisation.name] as const] : [],
    ),
  );
}
