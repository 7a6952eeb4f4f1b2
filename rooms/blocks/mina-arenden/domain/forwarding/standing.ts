import { isWithin } from '../event-type.ts';

/** What of a customer's events a person may see. */
export type Standing =
  /** The customer herself, or a signatory of it. */
  | { readonly kind: 'whole' }
  /** By mandates: at each producer the types, or their beginnings, that her permissions there cover. */
  | { readonly kind: 'by-mandate'; readonly typesAt: ReadonlyMap<string, readonly string[]> }
  | { readonly kind: 'none' };

/** Which types to ask a producer for: as a filter has them, empty for all. Nothing where there are none to see. */
export function typesToAsk(
  standing: Standing,
  producer: string,
  asked: readonly string[],
): readonly string[] | undefined {
  switch (standing.kind) {
    case 'whole':
      return asked;
    case 'none':
      return undefined;
    case 'by-mandate': {
      const types = overlap(asked, standing.typesAt.get(producer) ?? []);
      return types.length === 0 ? undefined : types;
    }
  }
}

export function maySee(standing: Standing, producer: string, type: string): boolean {
  return isAsked(type, typesToAsk(standing, producer, []));
}

/** Whether the type is among those asked for; an empty filter has all. */
export function isAsked(type: string, filter: readonly string[] | undefined): boolean {
  return filter !== undefined && (filter.length === 0 || filter.some((one) => isWithin(type, one)));
}

/** What lies within both; an empty question asks for everything. */
function overlap(asked: readonly string[], covered: readonly string[]): readonly string[] {
  if (asked.length === 0) return covered;
  const narrower = asked.flatMap((one) =>
    covered.flatMap((other) => (isWithin(one, other) ? [one] : isWithin(other, one) ? [other] : [])),
  );
  return [...new Set(narrower)];
}
