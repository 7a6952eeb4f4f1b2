// biome-ignore lint/suspicious/noControlCharactersInRegex: the published files hold them, PostgreSQL refuses NUL
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** The text of a cell: control characters out, blanks at the ends off, and the literal `null` read as empty. */
export function cleanCell(text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const clean = control.test(text) ? text.replace(new RegExp(control, 'g'), '').trim() : text.trim();
  return clean === 'null' ? '' : clean;
}
