import { fail, ok, type Result } from '@ena/kernel/result.ts';

/** What mandates can be ordered by. */
export type SortAttribute =
  | 'holder'
  | 'grantor'
  | 'valid-from'
  | 'valid-to'
  | 'reference'
  | 'title'
  | 'relying-party';

export interface SortTerm {
  readonly by: SortAttribute;
  readonly descending: boolean;
  readonly ignoreCase: boolean;
}

export type SortFault = 'unknown-attribute' | 'malformed';

const term = /^([A-Za-z]+)( desc)?( ignorecase)?$/;

/**
 * Reads `attribute[ desc][ ignorecase],…`. An attribute that comes again orders nothing more and is left out. `names`
 * are the attributes as the caller writes them.
 */
export function readSortOrder(
  text: string,
  names: Readonly<Record<string, SortAttribute>>,
): Result<readonly SortTerm[], SortFault> {
  const terms = new Map<SortAttribute, SortTerm>();
  for (const part of text.split(',')) {
    const [, name, descending, ignoreCase] = term.exec(part.trim()) ?? [];
    if (name === undefined) return fail('malformed');
    const by = Object.hasOwn(names, name) ? names[name] : undefined;
    if (by === undefined) return fail('unknown-attribute');
    if (!terms.has(by)) {
      terms.set(by, { by, descending: descending !== undefined, ignoreCase: ignoreCase !== undefined });
    }
  }
  return ok([...terms.values()]);
}
