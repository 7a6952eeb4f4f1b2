import type { CaseEvent, Customer } from '../../domain/event.ts';
import type { AskedAbout, Claimed } from '../../domain/forwarding/judge-answer.ts';
import { maySee, type Standing } from '../../domain/forwarding/standing.ts';
import { weightOf } from '../../domain/weight.ts';
import type { EventReader } from '../../store/store.ts';
import type { Source, SourceCall, SourceQuestion } from './source.ts';

/** In characters, of one question: about as much as an answer from elsewhere may be. */
const heaviest = 16_000_000;

/** A producer whose events are kept here. `standingOf`: what the person may see of a customer. */
export function localSource(
  store: Pick<EventReader, 'askInParts'>,
  producer: string,
  standingOf: (customer: Customer) => Promise<Standing>,
  mostWeight = heaviest,
): Source {
  return {
    ask: async (question, call) => {
      const answers: Claimed[] = [];
      const held = { weight: 0 };
      for (const about of question.about) {
        const answer = await answerAbout(about, question, held, call);
        if (answer === 'left') return { kind: 'failed', reason: 'too-slow' };
        if (answer === 'too-large') return { kind: 'failed', reason: 'too-large' };
        answers.push(answer);
      }
      return { kind: 'answered', answers, doubts: [] };
    },
  };

  async function answerAbout(
    { subject, types }: AskedAbout,
    question: SourceQuestion,
    held: { weight: number },
    { signal }: Pick<SourceCall, 'signal'>,
  ): Promise<Claimed | 'too-large' | 'left'> {
    const { filter, sort, slice, beyondStandard = false, mayBeCut = false } = question;
    const asked = { producer, subject, filter: { ...filter, types }, sort, beyondStandard };
    const isCustomers = subject.customer !== undefined;
    const { total, batches } = await store.askInParts({ ...asked, ...(isCustomers && slice && { slice }) });
    const events: CaseEvent[] = [];
    for await (const some of batches) {
      if (signal?.aborted) return 'left';
      held.weight += some.reduce((sum, event) => sum + weightOf(event), 0);
      const isTooMuch = held.weight > mostWeight;
      if (isTooMuch && !mayBeCut) return 'too-large';
      if (isTooMuch) break;
      events.push(...(isCustomers ? some : await seenOf(some)));
    }
    return { subject, events, total: isCustomers ? total : events.length };
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
