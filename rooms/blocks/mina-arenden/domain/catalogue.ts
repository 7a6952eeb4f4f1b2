import { isWithin, withoutPrefix } from './event-type.ts';

/** What people call a type. */
export interface TypeTexts {
  readonly sv: string;
  readonly en: string;
}

/** An event type in the catalogue. `producer` is absent for a type that all share, whose name has no prefix. */
export interface EventType {
  readonly name: string;
  readonly producer?: string;
  readonly texts: TypeTexts;
}

/** The entry that words a type: the producer’s own before the shared one, which can be asked for by its own name too. */
export function entryFor(
  type: string,
  find: (name: string, shared: boolean) => EventType | undefined,
): EventType | undefined {
  return find(type, false) ?? find(withoutPrefix(type), true) ?? find(type, true);
}

/** Which of a producer's event types a permission of Mina ombud lets its holder see. */
export interface PermissionMapping {
  readonly producer: string;
  /** The code as the producer, the relying party of the mandate, has it. */
  readonly code: string;
  /** Whole names or their beginnings. */
  readonly types: readonly string[];
}

/** Whether one who holds these permissions may see events of the type. No mapping, no sight. */
export function coversType(
  mappings: readonly PermissionMapping[],
  codes: readonly string[],
  type: string,
): boolean {
  return mappings.some(({ code, types }) => codes.includes(code) && types.some((one) => isWithin(type, one)));
}
