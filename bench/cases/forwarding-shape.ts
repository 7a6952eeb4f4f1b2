import { Shape } from '../index/shape.ts';

/** What the process is told to make. */
export interface ProducersOrder {
  readonly producers: number;
  readonly people: number;
  /** Of each person at each producer. */
  readonly events: number;
  readonly database: string | undefined;
}

export interface ProducersReady {
  readonly url: string;
  readonly hungUrl: string;
  readonly clientSecret: string;
}

export const clientId = 'forwarder';

/** Letters only, as a prefix must have. */
export const prefixOf = (producer: number) => `P${String.fromCharCode(65 + producer)}`;

export const people = new Shape(4_000_000);
