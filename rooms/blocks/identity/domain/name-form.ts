/** Letters that other alphabets' transliterations write as two (ICAO Doc 9303 part 3 §6A, and German usage). */
const written: Readonly<Record<string, readonly string[]>> = {
  å: ['aa', 'a'],
  ä: ['ae', 'a'],
  ö: ['oe', 'o'],
  ø: ['oe', 'o'],
  æ: ['ae'],
  ü: ['ue', 'u'],
  ß: ['ss'],
  þ: ['th'],
  ð: ['d', 'dh'],
  ł: ['l'],
  đ: ['d'],
};

const mostForms = 64;

/**
 * The forms in which a name may be met: without accents, with Scandinavian and German letters written out or bare.
 * Lower case, words parted by one space; hyphens and apostrophes are spaces or nothing.
 */
export function nameForms(name: string): ReadonlySet<string> {
  let forms = new Set(['']);
  for (const character of spaced(name).normalize('NFC')) {
    const ways = written[character] ?? [bare(character)];
    forms = new Set([...forms].flatMap((form) => ways.map((way) => form + way)).slice(0, mostForms));
  }
  return forms;
}

/** One form that stands for the name where forms are compared by likeness. */
export function plainName(name: string): string {
  const [first = ''] = nameForms(name);
  return first;
}

/** Its words in order, each without the accents' and letters' question settled: ask `nameForms` of one. */
export function nameWords(name: string): readonly string[] {
  return spaced(name)
    .split(' ')
    .filter((word) => word !== '');
}

function spaced(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’`´]/g, '')
    .replaceAll(/[^\p{L}\p{M}]+/gu, ' ')
    .trim();
}

function bare(character: string): string {
  return character.normalize('NFD').replaceAll(/\p{M}/gu, '');
}
