/** `need` of those `among` (personal numbers) sign together. */
export interface SigningRule {
  readonly need: number;
  readonly among: readonly string[];
}

/** Whether those who have signed bind the organisation: one rule is met. Nobody is counted twice. */
export function isBound(rules: readonly SigningRule[], signers: readonly string[]): boolean {
  return rules.some((rule) => rule.need >= 1 && missingOf(rule, signers) <= 0);
}

/** The fewest further signatures that bind the organisation; `undefined` where no rule can be met at all. */
export function signaturesMissing(
  rules: readonly SigningRule[],
  signers: readonly string[],
): number | undefined {
  const missing = rules.filter(canBeMet).map((rule) => Math.max(0, missingOf(rule, signers)));
  return missing.length === 0 ? undefined : Math.min(...missing);
}

/** Those who have not signed and of whom a signature would help to meet a rule. */
export function mayStillSign(rules: readonly SigningRule[], signers: readonly string[]): readonly string[] {
  const signed = new Set(signers);
  const named = new Set(rules.filter(canBeMet).flatMap(({ among }) => among));
  return [...named].filter((one) => !signed.has(one));
}

function canBeMet({ need, among }: SigningRule): boolean {
  return need >= 1 && new Set(among).size >= need;
}

function missingOf({ need, among }: SigningRule, signers: readonly string[]): number {
  const signed = new Set(signers);
  return need - new Set(among.filter((one) => signed.has(one))).size;
}
