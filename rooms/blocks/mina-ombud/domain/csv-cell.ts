/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const formula = /^'*[=+\-@＝＋－＠\t\r\n]/u;
const guarded = /^'+[=+\-@＝＋－＠\t\r\n]/u;
const needsQuotes = /[";,\t\r\n]|^\s|\s$/u;

/** One line with its line break. A cell that a spreadsheet would run as a formula is led in by an apostrophe. */
export function csvLine(cells: readonly string[], separator: ';' | ',' = ';'): string {
  return `${cells.map(written).join(separator)}\r\n`;
}

function written(cell: string): string {
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A cell as it was before `csvLine` led it in. */
export function withoutGuard(cell: string): string {
  return guarded.test(cell) ? cell.slice(1) : cell;
}
