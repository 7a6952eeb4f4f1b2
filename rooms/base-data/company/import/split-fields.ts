/** The fields of a record, and whether a quoted field was still open where the text ended. */
export interface SplitFields {
  readonly fields: readonly string[];
  readonly open: boolean;
}

/** Splits at TABs; a quote is a letter like any other. */
export function splitPlain(text: string): SplitFields {
  return { fields: text.split('\t'), open: false };
}

/**
 * Splits `"a";"b"` or `a;b`. `expected` is the number of columns, which decides what stray quotes mean: the
 * published file has tens of thousands of them inside texts (`24" skärm`). A record without any is cut at `";"`;
 * one with some is read letter by letter, and where that does not give the expected number, cut at `";"` after all.
 * With 0 expected, as for a header, it is read letter by letter.
 */
export function splitQuoted(text: string, expected: number): SplitFields {
  const cut =
    text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).split('";"') : [];
  if (cut.length === 0 || cut.length !== expected) return readLetters(text);
  const fields = cut.map(undouble);
  if (!cut.some(hasLoneQuote)) return { fields, open: false };
  const read = readLetters(text);
  return !read.open && read.fields.length === expected ? read : { fields, open: false };
}

function hasLoneQuote(field: string): boolean {
  return field.includes('"') && field.replaceAll('""', '').includes('"');
}

function undouble(field: string): string {
  return field.includes('""') ? field.replaceAll('""', '"') : field;
}

/** RFC 4180 with `;`, except that a quote inside a field which neither doubles nor ends it stands for itself. */
function readLetters(text: string): SplitFields {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(';', at);
      fields.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return { fields, open: false };
      at = end + 1;
      continue;
    }
    const end = closingQuote(text, at + 1);
    fields.push(undouble(text.slice(at + 1, end < 0 ? undefined : end)));
    if (end < 0) return { fields, open: true };
    if (end === text.length - 1) return { fields, open: false };
    at = end + 2;
  }
}

/** The quote that ends the field which begins at `from`: the first that is not doubled and has `;` or the end after it. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0) {
    const next = text[at + 1];
    if (next === undefined || next === ';') return at;
    at = text.indexOf('"', next === '"' ? at + 2 : at + 1);
  }
  return -1;
}
