import { rfc3339 } from '@ena/kernel/time.ts';
import { type Static, Type } from 'typebox';
import { producerIdForm } from '../../domain/producer.ts';
import type { DeadLetter, Subscription, Wanted } from '../../domain/subscription.ts';

const typePattern = '^[A-Z]+(?:\\.[A-Z0-9_]+)*$';

const url = Type.String({
  minLength: 1,
  maxLength: 2048,
  description: 'https. It answers OPTIONS with WebHook-Allowed-Origin, and POST with 2xx.',
});
const about = Type.Union([Type.Literal('own-producer'), Type.Literal('own-organisation')], {
  description: 'Events of the organisation’s producers, or those that it is itself the customer of.',
});
const types = Type.Array(Type.String({ maxLength: 200, pattern: typePattern }), {
  maxItems: 50,
  uniqueItems: true,
  description: 'Types or their beginnings, cut at a full stop; none: all.',
});
const producers = Type.Array(Type.String({ pattern: producerIdForm }), {
  maxItems: 50,
  uniqueItems: true,
  description: 'Ids; none: all.',
});
const batch = Type.Boolean({ description: 'Up to 100 changes in one message, instead of one.' });

const example = {
  url: 'https://system.example.org/webhooks/ena',
  about: 'own-organisation',
  types: [],
  producers: [],
  batch: false,
};

export const subscriptionBody = Type.Object(
  {
    url,
    about,
    types: Type.Optional(types),
    producers: Type.Optional(producers),
    batch: Type.Optional(batch),
  },
  { additionalProperties: false, examples: [example] },
);

export type SubscriptionBody = Static<typeof subscriptionBody>;

export function parseWanted(given: SubscriptionBody): Wanted {
  const { types: wantedTypes = [], producers: among = [], batch: many = false } = given;
  return { url: given.url, about: given.about, types: wantedTypes, producers: among, batch: many };
}

const exampleReply = {
  id: 'subscription_019aab9cf2c07c1aa2d1b0b8c7d6e5f4',
  ...example,
  state: 'active',
  created: '2026-11-22T11:00:00.000Z',
  tries: 0,
  missed: false,
};

const time = (description: string) => Type.String({ format: 'date-time', description });

export const subscriptionReply = Type.Object(
  {
    id: Type.String(),
    url,
    about,
    types,
    producers,
    batch,
    client: Type.Optional(Type.String({ description: 'Whose it is; nothing is sent when it is gone.' })),
    state: Type.Union([Type.Literal('active'), Type.Literal('paused'), Type.Literal('ended')], {
      description: 'Ended: the receiver answered 410, or the operator ended it.',
    }),
    created: time('When it began.'),
    tries: Type.Integer({ description: 'How often the message that is next has failed.' }),
    nextTry: Type.Optional(time('When it is tried again.')),
    problem: Type.Optional(Type.String({ description: 'What went wrong last, until a message arrives.' })),
    delivered: Type.Optional(time('When a message last arrived.')),
    missed: Type.Boolean({ description: 'It stood still for longer than changes are kept.' }),
  },
  { examples: [exampleReply] },
);

export const subscriptionWithSecret = Type.Object(
  {
    ...subscriptionReply.properties,
    secret: Type.String({
      description: 'What messages are signed with (Standard Webhooks). Told this once.',
    }),
  },
  { examples: [{ ...exampleReply, secret: 'whsec_only-an-example-of-the-form' }] },
);

export function renderSubscription(subscription: Subscription) {
  const { createdAt, nextTryAt, deliveredAt, organisation: _, ...members } = subscription;
  return {
    ...members,
    created: rfc3339(createdAt),
    ...(nextTryAt !== undefined && { nextTry: rfc3339(nextTryAt) }),
    ...(deliveredAt !== undefined && { delivered: rfc3339(deliveredAt) }),
  };
}

/** What the operator sees: not where the messages go. */
export const anySubscriptionReply = Type.Object(
  {
    ...Type.Omit(subscriptionReply, ['url']).properties,
    organisation: Type.String({ description: 'Whose it is, ten digits.' }),
  },
  { additionalProperties: false },
);

export function renderAnySubscription(subscription: Subscription) {
  const { url: _, ...members } = renderSubscription(subscription);
  return { ...members, organisation: subscription.organisation };
}

export const deadLetterReply = Type.Object(
  {
    id: Type.String(),
    messageId: Type.String({ description: 'What stood in `webhook-id`.' }),
    events: Type.Integer({ description: 'How many changes it tells of.' }),
    tries: Type.Integer(),
    problem: Type.String({ description: 'What went wrong the last time.' }),
    givenUp: time('When it became a dead letter.'),
    body: Type.String({ description: 'What was sent.' }),
  },
  {
    examples: [
      {
        id: 'letter_019aab9cf2c07c1aa2d1b0b8c7d6e5f4',
        messageId: 'msg_Yd2X0cEJv1mJq4T9oN7bUw',
        events: 1,
        tries: 10,
        problem: 'answered-500',
        givenUp: '2026-11-22T11:00:00.000Z',
        body: '{}',
      },
    ],
  },
);

export function renderDeadLetter({ id, message, tries, problem, at }: DeadLetter) {
  return {
    id,
    messageId: message.id,
    events: message.events,
    tries,
    problem,
    givenUp: rfc3339(at),
    body: message.body,
  };
}

export const sentReply = Type.Object(
  {
    delivered: Type.Boolean(),
    problem: Type.Optional(Type.String({ description: 'Why it did not arrive.' })),
  },
  { examples: [{ delivered: false, problem: 'answered-500' }] },
);

export const bySubscription = Type.Object({ subscription: Type.String({ maxLength: 64 }) });
export const byDeadLetter = Type.Object({
  subscription: Type.String({ maxLength: 64 }),
  letter: Type.String({ maxLength: 64 }),
});

const unwillingDetails: Readonly<Record<string, string>> = {
  'address-refused': 'Give an https address without user, password and fragment.',
  'address-not-public': 'Give an address that is reached from the internet.',
  redirected: 'It answers with a redirect; give the address that this leads to.',
  'too-slow': 'It did not answer OPTIONS in time.',
  'too-large': 'Its answer to OPTIONS is too large.',
  unreachable: 'It cannot be reached.',
};

/** What to mend of a receiver that does not want messages from here. */
export function unwillingDetail(problem: string, host: string): string {
  return (
    unwillingDetails[problem] ??
    `Let it answer OPTIONS with 200 and WebHook-Allowed-Origin: ${host} (${problem}).`
  );
}
