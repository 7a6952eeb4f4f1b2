/**
 * The form under which a name is stored for search and under which a search text is compared: lower case,
 * composed characters, single blanks. å, ä and ö stay letters of their own.
 */
export function searchName(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase('sv').replace(/\s+/g, ' ').trim();
}
