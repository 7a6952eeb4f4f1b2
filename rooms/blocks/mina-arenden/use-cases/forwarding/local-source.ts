import type { CaseEvent, Customer } from '../../domain/event.ts';
import type { AskedAbout, Claimed } from '../../domain/forwarding/judge-answer.ts';
import { maySee, type Standing } from '../../domain/forwarding/standing.ts';
import type { EventReader } from '../../store/store.ts';
import type { Source, SourceQuestion } from './source.ts';

/** A producer whose events are kept here. `standingOf`: what the person may see of a customer. */
export function localSource(
  store: Pick<EventReader, 'ask'>,
  producer: string,
  standingOf: (customer: Customer) => Promise<Standing>,
): Source {
  return {
    ask: async (question) => {
      const answers: Claimed[] = [];
      for (const about of question.about) answers.push(await answerAbout(about, question));
      return { kind: 'answered', answers, doubts: [] };
    },
  };

  async function answerAbout(
    { subject, types }: AskedAbout,
    { filter, sort, slice, beyondStandard = false }: SourceQuestion,
  ): Promise<Claimed> {
    const asked = { producer, subject, filter: { ...filter, types }, sort, beyondStandard };
    if (subject.customer !== undefined)
      return { subject, ...(await store.ask({ ...asked, ...(slice && { slice }) })) };
    const { events } = await store.ask(asked);
    const seen = await seenOf(events);
    return { subject, events: seen, total: seen.length };
  }

  /** An event about a case alone names nobody who could see it. */
  async function seenOf(events: readonly CaseEvent[]): Promise<readonly CaseEvent[]> {
    const seen: CaseEvent[] = [];
    for (const event of events) {
      const { customer } = event.subject;
      if (customer !== undefined && maySee(await standingOf(customer), producer, event.type))
        seen.push(event);
    }
    return seen;
  }
}
