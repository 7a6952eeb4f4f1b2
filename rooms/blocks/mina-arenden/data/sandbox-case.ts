import { day, swedishDate } from '@ena/kernel/time.ts';
import type { CaseEvent, CaseKind, Customer } from '../domain/event.ts';
import type { EventExtension, Veil, Wording } from '../domain/extension.ts';
import { parseInstant } from '../domain/instant.ts';
import type { Producer } from '../domain/producer.ts';

/** A fictitious case that the sandbox begins with. */
export interface SandboxCase {
  readonly customer: Customer;
  readonly kind: CaseKind;
  /** `YYYY` becomes the year in which the case began. */
  readonly id: string;
  /** In the order of time. */
  readonly events: readonly SandboxEvent[];
}

export interface SandboxEvent {
  /** Days before the sandbox began; at least one, so that nothing lies ahead. */
  readonly daysAgo: number;
  /** On Swedish clocks, `09:12`. */
  readonly clock: string;
  /** Without the producer's prefix. */
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly more: SandboxMore;
}

export interface SandboxMore {
  readonly closed?: boolean;
  /** Makes the event one that needs action; until the end of a day ahead. */
  readonly toDo?: { readonly text: Wording; readonly daysAhead: number; readonly link: string };
  readonly links?: EventExtension['links'];
  readonly attachments?: EventExtension['attachments'];
  readonly progress?: number;
  readonly veil?: Veil;
}

export function happened(
  daysAgo: number,
  clock: string,
  type: string,
  title: string,
  description: string,
  more: SandboxMore = {},
): SandboxEvent {
  return { daysAgo, clock, type, title, description, more };
}

/** The events of a case, with days counted from `now`. */
export function eventsOf(producer: Producer, one: SandboxCase, now: number): readonly CaseEvent[] {
  const began = swedishDate(now - (one.events[0]?.daysAgo ?? 0) * day);
  const id = one.id.replace('YYYY', began.slice(0, 4));
  return one.events.map((event, place) => {
    const extension = extensionOf(event.more, now);
    return {
      id: `${id}-${place + 1}`,
      subject: { customer: one.customer, case: { id, kind: one.kind } },
      title: event.title,
      description: event.description,
      language: 'sv',
      producerName: producer.name,
      at: onDay(now - event.daysAgo * day, event.clock),
      type: `${producer.prefix}.${event.type}`,
      needsAction: event.more.toDo !== undefined,
      closed: event.more.closed ?? false,
      version: '6.1',
      tags: [],
      ...(extension !== undefined && { extension }),
    };
  });
}

function extensionOf({ closed, toDo, ...rest }: SandboxMore, now: number): EventExtension | undefined {
  if (toDo === undefined && Object.keys(rest).length === 0) return undefined;
  if (toDo === undefined) return rest;
  const { text, daysAhead, link } = toDo;
  return { ...rest, toDo: { text, link, due: onDay(now + daysAhead * day, '23:59') } };
}

function onDay(at: number, clock: string): number {
  const instant = parseInstant(`${swedishDate(at)} ${clock}:00`);
  if (!instant.ok) throw new Error(`the sandbox has the impossible time ${clock}`);
  return instant.value;
}
