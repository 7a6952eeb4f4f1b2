import type { Customer, Subject } from '../../domain/event.ts';
import { type AskedAbout, subjectKey } from '../../domain/forwarding/judge-answer.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import { type Standing, typesToAsk } from '../../domain/forwarding/standing.ts';
import { mayHold } from './holders.ts';
import { inTurns } from './in-turns.ts';
import { standingsOf } from './standing-of.ts';
import type { ForwardingTools } from './tools.ts';

/** One producer, and what it is to be asked about. */
export interface Planned {
  readonly producer: ReachedProducer;
  readonly about: readonly AskedAbout[];
}

export interface Plan {
  /** By id of the producer; one that is not asked anything is not here. */
  readonly planned: readonly Planned[];
  /** For subjects that name no customer: what the person may see of the one whom an event turns out to be about. */
  readonly standingOf: (customer: Customer) => Promise<Standing>;
}

export interface Wanted {
  readonly user: string;
  readonly subjects: readonly Subject[];
  /** Empty: all. */
  readonly types: readonly string[];
  /** Narrows to these; empty: all. */
  readonly producers?: readonly string[];
  readonly requestId: string;
}

/** Subjects that are judged at once: a question about a hundred must not keep the database from everyone else. */
const atATime = 8;

/** Whom to ask about what, so that nobody is asked for what the person may not see. */
export async function planAsking(tools: ForwardingTools, wanted: Wanted): Promise<Plan> {
  const all = await tools.store.reached();
  const { producers: only = [] } = wanted;
  const producers = only.length === 0 ? all : all.filter(({ id }) => only.includes(id));
  const standingOf = standingsOf(tools, wanted.user, producers);
  const aboutBy = new Map<string, AskedAbout[]>(producers.map(({ id }) => [id, []]));
  const judged = await inTurns(distinct(wanted.subjects), atATime, async (subject) => ({
    subject,
    asks: await asksAbout(tools, subject, producers, { ...wanted, standingOf }),
  }));
  for (const { subject, asks } of judged)
    for (const { producer, types } of asks) aboutBy.get(producer)?.push({ subject, types });
  const planned = producers.map((producer) => ({ producer, about: aboutBy.get(producer.id) ?? [] }));
  return { planned: planned.filter(({ about }) => about.length > 0), standingOf };
}

function distinct(subjects: readonly Subject[]): readonly Subject[] {
  return [...new Map(subjects.map((subject) => [subjectKey(subject), subject])).values()];
}

interface Ask {
  readonly producer: string;
  readonly types: readonly string[];
}

async function asksAbout(
  tools: ForwardingTools,
  subject: Subject,
  producers: readonly ReachedProducer[],
  { types, standingOf, requestId }: Wanted & Pick<Plan, 'standingOf'>,
): Promise<readonly Ask[]> {
  const { customer } = subject;
  // Elsewhere nobody would look whom an event is about, and here one does when it has been found.
  if (customer === undefined)
    return producers.filter(({ reach }) => reach.kind === 'here').map(({ id }) => ({ producer: id, types }));
  const standing = await standingOf(customer);
  if (standing.kind === 'none') return [];
  // By a mandate some types are seen, and who is asked must not tell who holds something of the others.
  const holds = standing.kind === 'whole' ? await mayHold(tools, customer, requestId) : () => true;
  return producers.filter(holds).flatMap(({ id }): Ask[] => {
    const seen = typesToAsk(standing, id, types);
    return seen === undefined ? [] : [{ producer: id, types: seen }];
  });
}
