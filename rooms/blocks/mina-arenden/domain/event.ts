import type { EventExtension, Retraction } from './extension.ts';

export type CustomerKind = 'person' | 'organisation' | 'coordination';
export type CaseKind = 'consumer-reference' | 'producer-reference' | 'journal-number' | 'receipt-number';

/** Twelve digits; organisations with 16 in front. */
export interface Customer {
  readonly id: string;
  readonly kind: CustomerKind;
  /** Tells parts of one organisation apart. */
  readonly suffix?: string;
}

export interface CaseReference {
  readonly id: string;
  readonly kind: CaseKind;
}

/** Whom or what an event is about: a customer, a case, or a customer in a case. */
export type Subject =
  | { readonly customer: Customer; readonly case?: CaseReference }
  | { readonly customer?: Customer; readonly case: CaseReference };

/** Something that has happened in a producer's case and that its customer is told of. */
export interface CaseEvent {
  /** Unique within the producer. */
  readonly id: string;
  readonly subject: Subject;
  readonly title: string;
  readonly description: string;
  /** ISO 639, `sv`. */
  readonly language: string;
  readonly producerName: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly type: string;
  readonly needsAction: boolean;
  readonly closed: boolean;
  /** Of the standard. */
  readonly version: string;
  readonly tags: readonly string[];
  readonly extended?: object;
  readonly references?: object;
  readonly extension?: EventExtension;
  readonly retracted?: Retraction;
}

export const eventLimits = {
  id: 100,
  title: 255,
  description: 65_535,
  at: 40,
  language: 10,
  version: 20,
  producerName: 200,
  tag: 100,
  tags: 100,
  suffix: 20,
  caseId: 100,
  /** In one call of the load API. */
  batch: 1000,
} as const;
