/** Ten digits; the last is the Luhn check digit of the nine before it. */
export function isOrganisationNumber(text: string): boolean {
  if (!/^[0-9]{10}$/.test(text)) return false;
  let sum = 0;
  for (let i = 0; i < 10; i++) {
    const digit = Number(text[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 === 0;
}

/** Accepts `212000-0829`, `2120000829` and the 12-digit form `162120000829`; answers ten digits or nothing. */
export function parseOrganisationNumber(text: string): string | undefined {
  const digits = text
    .trim()
    .replace(/^16(?=[0-9]{6}-?[0-9]{4}$)/, '')
    .replace('-', '');
  return isOrganisationNumber(digits) ? digits : undefined;
}
