// biome-ignore lint/suspicious/noControlCharactersInRegex: the published files hold them, PostgreSQL refuses NUL
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;

/** The text of a cell: control characters out, blanks at the ends off, and the literal `null` read as empty. */
export function cleanCell(text: string | undefined): string {
  if (text === undefined) return '';
  const clean = text.replace(control, '').trim();
  return clean === 'null' ? '' : clean;
}
