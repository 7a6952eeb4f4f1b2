import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { Audience } from '../../store/follow-store.ts';
import type { CaseStore } from '../../store/store.ts';
import { asCustomer } from '../../use-cases/subscriptions/audience.ts';
import { readChanges } from '../../use-cases/subscriptions/read-changes.ts';
import { type ChangeNames, parsePlace, renderChange, renderPlace } from '../../wire/own/change.ts';
import { asProducer } from './as-producer.ts';
import { problemReply } from './problem-reply.ts';
import { asOrganisation } from './subscriptions.ts';

export interface ChangeTools {
  readonly store: CaseStore;
  readonly names: ChangeNames;
}

interface ChangesQuery {
  readonly after?: string;
  readonly limit: number;
}

export function producerChangesHandler(
  request: RoomRequest<{ producer: string }, ChangesQuery>,
  tools: ChangeTools,
): Promise<RoomReply> {
  return asProducer(request, tools, ({ id }) =>
    changesReply({ kind: 'producers', producers: [id] }, request.query, tools),
  );
}

export function organisationChangesHandler(
  request: RoomRequest<unknown, ChangesQuery>,
  tools: ChangeTools,
): Promise<RoomReply> {
  return asOrganisation(request, (organisation) => {
    const customer = asCustomer(organisation);
    return changesReply({ kind: 'customer', organisation: customer, producers: [] }, request.query, tools);
  });
}

async function changesReply(
  audience: Audience,
  { after = 'oldest', limit }: ChangesQuery,
  { store, names }: ChangeTools,
): Promise<RoomReply> {
  const from = after === 'oldest' || after === 'now' ? after : parsePlace(after);
  if (from === undefined) return problemReply('unknown-place');
  const outcome = await readChanges(store, audience, from, limit);
  switch (outcome.kind) {
    case 'read': {
      const items = outcome.changes.map((change) => renderChange(change, names));
      return { status: 200, body: { items, next: renderPlace(outcome.next), more: outcome.more } };
    }
    case 'forgotten':
      return problemReply('changes-forgotten');
  }
}
