import type { TSchema } from 'typebox';

/** An event that a room publishes. Named `<room>.<noun>.<past participle>`. */
export interface EventDefinition {
  readonly name: string;
  readonly schema: TSchema;
  readonly summary: string;
}

export interface PublishedEvent {
  readonly id: string;
  readonly name: string;
  /** RFC 3339. */
  readonly time: string;
  readonly data: unknown;
}

/** Delivery inside one program, after the transaction that caused the event. At most once. */
export interface EventBus {
  publish(name: string, data: unknown): void;
  subscribe(name: string, receive: (event: PublishedEvent) => void | Promise<void>): void;
}
