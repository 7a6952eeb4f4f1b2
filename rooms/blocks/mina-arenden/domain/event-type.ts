/*
 * Names of event types: the producer's prefix, the kind of case and the kind of event, divided by full stops
 * (`TESTKOP.BYGGLOV.ANSOKAN_MOTTAGEN`). A filter is such a name or its beginning, cut at a full stop.
 */

const prefixForm = /^[A-Z]{1,50}$/;
const typeForm = /^[A-Z]+(?:\.[A-Z0-9_]+){2,}$/;
const areaForm = /^[A-Z]+\.[A-Z0-9_]+$/;
const sharedForm = /^[A-Z0-9_]+(?:\.[A-Z0-9_]+)+$/;

export const longestType = 200;

export function isPrefix(text: string): boolean {
  return prefixForm.test(text);
}

/** A whole name, which an event of that producer may have. */
export function isTypeOf(prefix: string, text: string): boolean {
  return text.length <= longestType && typeForm.test(text) && text.startsWith(`${prefix}.`);
}

/** The prefix and a kind of case: what all types of that kind are within, and what lists are divided by. */
export function isAreaOf(prefix: string, text: string): boolean {
  return text.length <= longestType && areaForm.test(text) && text.startsWith(`${prefix}.`);
}

/** A name that all producers share, written without a prefix: `BYGGLOV.ANSOKAN_MOTTAGEN`. */
export function isSharedType(text: string): boolean {
  return text.length <= longestType && sharedForm.test(text);
}

/** What of a whole name is not the prefix: the name under which a shared type would stand. */
export function withoutPrefix(type: string): string {
  return type.slice(type.indexOf('.') + 1);
}

/** Whether the type is the filter or lies below it; never for a part of a word. */
export function isWithin(type: string, filter: string): boolean {
  return type === filter || type.startsWith(`${filter}.`);
}
