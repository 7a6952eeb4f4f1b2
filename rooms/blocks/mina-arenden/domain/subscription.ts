/** Of its own producers’ events, or of those that the organisation itself is the customer of. */
export type SubscriptionAbout = 'own-producer' | 'own-organisation';

/** `ended`: its receiver answered 410 Gone, or the operator ended it. Only `active` ones are delivered to. */
export type SubscriptionState = 'active' | 'paused' | 'ended';

export interface Wanted {
  /** Where changes are sent. */
  readonly url: string;
  readonly about: SubscriptionAbout;
  /** Types or their beginnings, cut at a full stop; none: all. */
  readonly types: readonly string[];
  /** Ids; none: all. */
  readonly producers: readonly string[];
  /** Whether several changes may come in one message. */
  readonly batch: boolean;
}

export interface Subscription extends Wanted {
  readonly id: string;
  /** Organisation number, ten digits. */
  readonly organisation: string;
  /** Id of the client that subscribed, or resumed it last; nothing is sent once it is gone. */
  readonly client?: string;
  readonly state: SubscriptionState;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** How often the message that is now being tried has failed. */
  readonly tries: number;
  /** When it is tried again, where it has failed. */
  readonly nextTryAt?: number;
  /** What went wrong with the latest message, until one arrives. */
  readonly problem?: string;
  readonly deliveredAt?: number;
  /** It stood still for so long that changes it had not had are no longer kept. */
  readonly missed: boolean;
}

/** A message that was tried as often as one is, and did not arrive. */
export interface DeadLetter {
  readonly id: string;
  readonly subscription: string;
  readonly message: Message;
  readonly tries: number;
  readonly problem: string;
  /** When it was given up; milliseconds since the epoch. */
  readonly at: number;
}

/** What is sent: the same, with the same id, each time it is tried. */
export interface Message {
  readonly id: string;
  readonly contentType: string;
  readonly body: string;
  /** How many changes it tells of. */
  readonly events: number;
}
