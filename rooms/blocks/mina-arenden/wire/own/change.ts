import { rfc3339 } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import type { Change, Place } from '../../domain/change.ts';

/** A change as a CloudEvent 1.0 in JSON; nothing in it tells whom it is about. */
export const cloudEvent = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ description: 'Unique among those of the source.' }),
    source: Type.String({ description: 'The producer.' }),
    type: Type.String({ description: '`mina-arenden.event.` and what happened to it.' }),
    time: Type.String({ format: 'date-time', description: 'When it was changed here.' }),
    subject: Type.String({ description: 'The same for each change of one event.' }),
    datacontenttype: Type.Literal('application/json'),
    data: Type.Object({
      producer: Type.String(),
      type: Type.String({ description: 'Kundhändelsetyp.' }),
      needsAction: Type.Boolean(),
      closed: Type.Boolean(),
      ref: Type.String({ description: 'As the subject.' }),
    }),
  },
  {
    examples: [
      {
        specversion: '1.0',
        id: 'Yd2X0cEJv1mJq4T9oN7bUw',
        source: 'https://hub.example.org/cases/v1/producers/testkommunen',
        type: 'mina-arenden.event.created',
        time: '2026-11-22T11:00:00.000Z',
        subject: 'k3hT8mYp0QeW5nRz7LcVxA',
        datacontenttype: 'application/json',
        data: {
          producer: 'testkommunen',
          type: 'TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN',
          needsAction: false,
          closed: false,
          ref: 'k3hT8mYp0QeW5nRz7LcVxA',
        },
      },
    ],
  },
);

export const singleType = 'application/cloudevents+json; charset=utf-8';
export const batchType = 'application/cloudevents-batch+json; charset=utf-8';

export interface ChangeNames {
  readonly publicUrl: string;
  /** What stands for a change, and for the event. */
  changeId(place: Place): string;
  eventRef(producer: string, event: string): string;
}

export function renderChange(change: Change, { publicUrl, changeId, eventRef }: ChangeNames) {
  const { producer, type, needsAction, closed } = change;
  const ref = eventRef(producer, change.event);
  return {
    specversion: '1.0',
    id: changeId(change.place),
    source: `${publicUrl}/cases/v1/producers/${producer}`,
    type: `mina-arenden.event.${change.kind}`,
    time: rfc3339(change.at),
    subject: ref,
    datacontenttype: 'application/json',
    data: { producer, type, needsAction, closed, ref },
  };
}

/** A message that only shows that messages arrive. */
export function renderTest(id: string, subscription: string, publicUrl: string, at: number) {
  return {
    specversion: '1.0',
    id,
    source: `${publicUrl}/cases/v1/subscriptions`,
    type: 'mina-arenden.subscription.test',
    time: rfc3339(at),
    subject: subscription,
    datacontenttype: 'application/json',
    data: {},
  };
}

export const changesQuery = Type.Object({
  after: Type.Optional(
    Type.String({
      pattern: '^(?:now|[A-Za-z0-9_-]{22})$',
      description:
        '`next` of the answer before; `now` for nothing but what comes; absent: from the oldest kept.',
    }),
  ),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 100 })),
});

export const changesReply = Type.Object({
  items: Type.Array(cloudEvent),
  next: Type.String({ description: 'What to send as `after` next time.' }),
  more: Type.Boolean({ description: 'Whether there is more already.' }),
});

/** A place as a token; `undefined` for what is none. */
export function parsePlace(token: string): Place | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== 16 || bytes.toString('base64url') !== token) return undefined;
  const number = bytes.readBigUInt64BE(8);
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  return { transaction: bytes.readBigUInt64BE(0), number: Number(number) };
}

export function renderPlace({ transaction, number }: Place): string {
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64BE(transaction, 0);
  bytes.writeBigUInt64BE(BigInt(number), 8);
  return bytes.toString('base64url');
}
