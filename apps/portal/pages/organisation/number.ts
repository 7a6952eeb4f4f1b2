/**
 * An organisation number that may stand in an address: that of a legal person, whose third digit is 2 or higher
 * (lag 1974:174). A sole trader's number is a personal identity number and never stands there.
 */
export function isLegalPerson(orgnr: string): boolean {
  return /^\d\d[2-9]\d{7}$/.test(orgnr);
}

/** `212000-0829`, as people write it. */
export function written(orgnr: string): string {
  return `${orgnr.slice(0, 6)}-${orgnr.slice(6)}`;
}
