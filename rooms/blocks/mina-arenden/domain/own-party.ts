import type { Customer } from './event.ts';
import { type Standing, typesToAsk } from './forwarding/standing.ts';

/** Whose events a person asks for, and what of them she may see. */
export interface OwnParty {
  readonly customer: Pick<Customer, 'id' | 'kind'>;
  readonly standing: Standing;
}

/**
 * Which types to read at these producers, as a filter has them, so that what she may not see is not even read: the time
 * would tell of it. The producers are those at which there are any for her.
 */
export function typesToRead(
  { standing }: OwnParty,
  producers: readonly string[],
  asked: readonly string[],
): readonly string[] {
  if (standing.kind !== 'by-mandate') return asked;
  return [...new Set(producers.flatMap((id) => typesToAsk(standing, id, asked) ?? []))];
}
