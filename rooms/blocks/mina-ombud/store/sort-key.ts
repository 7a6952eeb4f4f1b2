const swedish: Readonly<Record<string, string>> = { Å: '[', Ä: '\\', Ö: ']', Æ: '\\', Ø: ']', Ü: 'Y' };
const longest = 255;

/**
 * The text by which a name is put in order, the same on every engine because it is compared by code point
 * (`collate "C"`): first the name without regard to case and accents, then U+0001, then the name as it is.
 *
 * A to Z, then Å, Ä, Ö, which take the three code points after Z; Æ and Ø stand with Ä and Ö, Ü with Y, as in
 * Swedish word lists. Other letters stand with their base letter, and other alphabets after Ö. The whole key puts
 * capitals before small letters where nothing else differs; the part before U+0001 is the order that ignores case.
 */
export function sortKey(name: string): string {
  const exact = withoutControls(name.toWellFormed().normalize('NFC'));
  const folded = Array.from(exact.toUpperCase(), foldedLetter).join('').replace(/\s+/g, ' ').trim();
  return `${first(folded)}\u0001${first(exact)}`;
}

function foldedLetter(letter: string): string {
  if (letter <= '~') return letter;
  return swedish[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
}

function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** An entry of a B-tree holds 2,704 bytes; two parts of 255 characters and the other columns fit. */
function first(text: string): string {
  return Array.from(text).slice(0, longest).join('');
}
