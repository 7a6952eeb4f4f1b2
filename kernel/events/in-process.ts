import { prefixedId } from '../id.ts';
import type { Logger } from '../log/logger.ts';
import { type Clock, rfc3339 } from '../time.ts';
import type { EventBus, EventDefinition, PublishedEvent } from './event.ts';

type Receiver = (event: PublishedEvent) => void | Promise<void>;

export interface InProcessBus extends EventBus {
  /** Resolves when every receiver of what was published so far has ended. */
  idle(): Promise<void>;
}

/**
 * Delivery inside one process, after the publisher's turn of the event loop, in order of publishing. At most once:
 * what is not delivered when the process dies is lost. A receiver that fails is logged and holds up no other.
 *
 * Only catalogued events may be published or subscribed to; another name is a bug and throws.
 */
export function createInProcessBus(
  catalogue: readonly EventDefinition[],
  tools: { readonly clock: Clock; readonly log: Logger },
): InProcessBus {
  const receivers = new Map<string, Receiver[]>(catalogue.map((event) => [event.name, []]));
  const running = new Set<Promise<void>>();

  const of = (name: string): Receiver[] => {
    const found = receivers.get(name);
    if (found === undefined) throw new Error(`the event ${name} is in no room's catalogue`);
    return found;
  };

  const deliver = async (receive: Receiver, event: PublishedEvent): Promise<void> => {
    try {
      await receive(event);
    } catch (error) {
      tools.log.error({ err: error, event: event.name, eventId: event.id }, 'a receiver of an event failed');
    }
  };

  return {
    publish(name, data) {
      const now = tools.clock.now();
      const event: PublishedEvent = { id: prefixedId('event', now), name, time: rfc3339(now), data };
      for (const receive of of(name)) {
        const delivery: Promise<void> = Promise.resolve()
          .then(() => deliver(receive, event))
          .finally(() => running.delete(delivery));
        running.add(delivery);
      }
    },
    subscribe(name, receive) {
      of(name).push(receive);
    },
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
