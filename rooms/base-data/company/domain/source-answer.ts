/**
 * What one source said. The two registers are asked at the same time and answer or fail independently:
 * a source that is away must never be read as "does not exist".
 */
export type SourceAnswer<Found> =
  | { readonly kind: 'found'; readonly value: Found }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'timeout' };

export function found<Found>(value: Found): SourceAnswer<Found> {
  return { kind: 'found', value };
}

export const unknown = { kind: 'unknown' } as const;
export const unavailable = { kind: 'unavailable' } as const;
export const timeout = { kind: 'timeout' } as const;
