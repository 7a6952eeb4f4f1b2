export type StorableFault = 'unstorable-text' | 'too-deep' | 'too-large';

const deepest = 32;
const largestObject = 65_535;

/** Whether the database can hold a value that JSON can: no U+0000, no half of a surrogate pair, no endless nesting. */
export function storableFault(value: unknown, depth = 0): StorableFault | undefined {
  if (typeof value === 'string') return isStorable(value) ? undefined : 'unstorable-text';
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= deepest) return 'too-deep';
  for (const [name, member] of Object.entries(value)) {
    const fault = isStorable(name) ? storableFault(member, depth + 1) : 'unstorable-text';
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** The same, and of a size that is not larger than a description may be. */
export function storableObjectFault(value: object): StorableFault | undefined {
  return storableFault(value) ?? (JSON.stringify(value).length > largestObject ? 'too-large' : undefined);
}

function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}
