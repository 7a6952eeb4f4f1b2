import { likeness } from './likeness.ts';
import { nameForms, nameWords, plainName } from './name-form.ts';

/** `part`: every word of one stands in the other. `overlap`: some word does. `alike`: no more than that. */
export interface Agreement {
  readonly kind: 'same' | 'part' | 'overlap' | 'alike';
  /** 0 to 1. */
  readonly score: number;
  /** Likeness of the letters, 0 to 1. */
  readonly alike: number;
}

/**
 * Words that stand in the names of many and so say nothing of one: sharing them is no sign of being the same. Latin
 * letters, as an e-identification has them (eIDAS requires a transliteration).
 */
const particles: ReadonlySet<string> = new Set(
  [
    'af av von van vom zu zum zur der den dem de del della delle dello degli dei di da das do dos du des',
    'd e y i la las le les lo los el al ul ad ar as ash abd abu abou bin bint binti ben ibn ould',
    'ter ten te het t op st san santa santo sankt saint sao mac mc nic ap ab och and und et jr junior sr senior',
  ].flatMap((line) => line.split(' ')),
);

/** A name in part of the other is nearly the same; */
const partScore = 0.95;
/** names that share a word, or are only alike, stay below every threshold, for a person judges them, */
const merelyAlike = 0.79;
/** and those that share a word are always shown to one. */
const overlapScore = 0.7;

/** The best agreement of a known name with any of those offered. */
export function bestAgreement(
  offered: readonly string[],
  known: string,
  which: 'given' | 'family',
): Agreement {
  const all = offered.map((name) => agreement(name, known, which));
  return all.reduce((best, one) => (one.score > best.score ? one : best), nothing);
}

const nothing: Agreement = { kind: 'alike', score: 0, alike: 0 };

function agreement(name: string, known: string, which: 'given' | 'family'): Agreement {
  const alike = likeness(plainName(name), plainName(known));
  if (isSame(name, known)) return { kind: 'same', score: 1, alike };
  const [a, b] = [nameWords(name), nameWords(known)];
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (isPart(short, long) && (which === 'family' || isSameWord(short[0], long[0])))
    return { kind: 'part', score: partScore, alike };
  const score = merelyAlike * alike;
  return short.some((word) => isTelling(word) && long.some((other) => isSameWord(word, other)))
    ? { kind: 'overlap', score: Math.max(overlapScore, score), alike }
    : { kind: 'alike', score, alike };
}

/** Every word in its order, and among them one that tells something. */
function isPart(short: readonly string[], long: readonly string[]): boolean {
  let from = 0;
  for (const word of short) {
    const at = long.findIndex((other, i) => i >= from && isSameWord(word, other));
    if (at < 0) return false;
    from = at + 1;
  }
  return short.some(isTelling);
}

function isTelling(word: string): boolean {
  return word.length > 1 && !particles.has(word);
}

function isSameWord(a = '', b = ''): boolean {
  return isSame(a, b);
}

function isSame(a: string, b: string): boolean {
  const forms = nameForms(a);
  return [...nameForms(b)].some((form) => form !== '' && forms.has(form));
}
