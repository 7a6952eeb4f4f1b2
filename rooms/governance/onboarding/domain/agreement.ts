export interface AgreementTerms {
  readonly matter: string;
  readonly round: number;
  readonly organisation: string;
  readonly orgnr: string;
  readonly operator: string;
  readonly applicant: string;
}

export interface Template {
  readonly version: string;
  readonly from: string;
  readonly text: string;
}

/** The template that is in force on the day: the latest that has begun. */
export function templateInForce(templates: readonly Template[], day: string): Template | undefined {
  return templates
    .filter(({ from }) => from <= day)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))
    .at(0);
}

/**
 * The exact text that is signed. A name comes from a register or a log-in and is put in as one line, so that it
 * cannot add a clause of its own.
 */
export function renderAgreement(template: string, terms: AgreementTerms): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = (terms as unknown as Record<string, string | number | undefined>)[name];
    return value === undefined ? whole : oneLine(String(value));
  });
}

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it takes away
  return text.replaceAll(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
