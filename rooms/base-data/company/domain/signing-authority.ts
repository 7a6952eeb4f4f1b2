/** A natural person who may sign for the organisation, alone or with others. */
export interface Signatory {
  /** Twelve digits. */
  readonly personalNumber: string;
  readonly name: string;
  /** Why the person may sign, as the register words it. */
  readonly role: string;
}

/**
 * One way in which the organisation is bound: `need` of those in `among` sign together. `need: 1` is alone,
 * `need: 2` is two jointly. An organisation is bound when one of its rules is met.
 */
export interface SigningRule {
  readonly need: number;
  /** Personal numbers of signatories. */
  readonly among: readonly string[];
}

/** Who may sign for an organisation, as its register says. */
export interface SigningAuthority {
  readonly organisationNumber: string;
  readonly signatories: readonly Signatory[];
  readonly rules: readonly SigningRule[];
  /** The day of the register's word, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** `sandbox`: fictitious, with the tax agency's test numbers. `operator`: loaded by the operator. */
  readonly source: 'sandbox' | 'operator';
}

/** What is wrong with an authority, as a place and a sentence that repeats no number; nothing where all is well. */
export function signingFault({
  signatories,
  rules,
}: Pick<SigningAuthority, 'signatories' | 'rules'>):
  | { readonly pointer: string; readonly detail: string }
  | undefined {
  const known = new Set(signatories.map(({ personalNumber }) => personalNumber));
  if (known.size < signatories.length) {
    return { pointer: '/signatories', detail: 'A signatory is named twice.' };
  }
  for (const [i, { need, among }] of rules.entries()) {
    const pointer = `/rules/${i}/among`;
    const distinct = new Set(among);
    if (distinct.size < among.length) return { pointer, detail: 'A signatory is named twice in one rule.' };
    if (among.some((number) => !known.has(number))) {
      return { pointer, detail: 'A rule names someone who is not among the signatories.' };
    }
    if (distinct.size < need)
      return { pointer, detail: 'A rule needs more signatures than it names signatories.' };
  }
  return undefined;
}
