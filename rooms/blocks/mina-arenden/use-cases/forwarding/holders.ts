import type { Customer } from '../../domain/event.ts';
import type { ReachedProducer } from '../../domain/forwarding/reach.ts';
import { indexArea, indexSubject } from './index-subject.ts';
import type { ForwardingTools } from './tools.ts';
import { withinTime } from './within-time.ts';

/** The purpose for which this room asks the index. */
export const purpose = 'case-overview';

const room = 'blocks/mina-arenden';

/** Without an answer by then everyone is asked. */
const indexWithinMs = 500;

/**
 * Which producers may hold something about a customer: those that the index names, and those of whom it cannot know.
 * Where it does not answer, all: a case that is not shown is worse than a question too many.
 */
export async function mayHold(
  { index, log }: Pick<ForwardingTools, 'index' | 'log'>,
  customer: Customer,
  requestId: string,
): Promise<(producer: ReachedProducer) => boolean> {
  const subject = indexSubject(customer);
  if (subject === undefined) return () => true;
  const asked = index.lookup({ area: indexArea, purpose, subject, room, requestId });
  const answer = await withinTime(asked, indexWithinMs).catch((error: unknown) => {
    log.error({ err: error }, 'the index broke; all producers are asked');
    return 'late' as const;
  });
  if (answer === 'late' || answer.kind !== 'found') {
    if (answer !== 'late' && answer.kind !== 'not-a-subject')
      log.error({ outcome: answer.kind }, 'the index may not be asked; all producers are');
    return () => true;
  }
  const ask = new Set(answer.ask);
  const inArea = new Set([...answer.named.map(({ producer }) => producer), ...answer.others]);
  return ({ organisation, reach, announced }) =>
    (reach.kind === 'here' ? !announced : !reach.announces) ||
    ask.has(organisation) ||
    !inArea.has(organisation);
}
