import type { FormRow } from '../../shell/rows.ts';
import type { Form } from '../../shell/visit.ts';

/** Line breaks, as a text field sends them or as a copied text has them. */
const lineBreaks = /\r(?!\n)|[\u0085\p{Zl}\p{Zp}]/gu;
/** What nobody sees: soft hyphens, joiners, marks of direction, control characters. The API takes none of them. */
const unseen = /[\p{Cf}\p{Cs}]|(?![\r\n\t])\p{Cc}/gu;

/** What a person wrote, without what she cannot see. An emoji that is joined of several becomes those. */
export function plainText(written: string): string {
  return written.replaceAll(lineBreaks, '\n').replaceAll(unseen, '');
}

/** The same as one line. */
export function oneLine(written: string | undefined): string {
  return plainText(written ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The form as the pages about mandates read it: in plain text, whatever the field. */
export function inPlainText(row: FormRow): FormRow {
  if (row.who === 'anyone') return row;
  return { ...row, take: (visit, form, file) => row.take(visit, plainForm(form), file) };
}

function plainForm(form: Form): Form {
  return Object.fromEntries(Object.entries(form).map(([name, written]) => [name, plainText(written)]));
}
