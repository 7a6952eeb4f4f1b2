/** Whether all the words asked for begin words in some of the texts. */
export type WordSearch = (texts: readonly string[]) => boolean;

const foreign = /[^ -~åäö]/g;
const marks = /\p{M}/gu;
const words = /[\p{L}\p{N}]+/gu;
const endsInWord = /[\p{L}\p{N}]$/u;

/** Small letters, accents away; å ä ö are letters of their own. */
function folded(text: string): string {
  const small = text.normalize('NFC').toLowerCase();
  return small.replace(foreign, (letter) => letter.normalize('NFD').replace(marks, ''));
}

/**
 * Without regard to case, accents or order: `ansok bygg` finds nothing about `Ansökan`, `ansök bygg` does. Nothing for
 * a text in which there is no word.
 */
export function wordSearch(text: string): WordSearch | undefined {
  const wanted = [...new Set(folded(text).match(words))];
  if (wanted.length === 0) return undefined;
  return (texts) => {
    const whole = folded(texts.join('\n'));
    return wanted.every((word) => beginsWord(whole, word));
  };
}

function beginsWord(text: string, word: string): boolean {
  for (let place = text.indexOf(word); place >= 0; place = text.indexOf(word, place + 1)) {
    if (!endsInWord.test(text.slice(Math.max(0, place - 2), place))) return true;
  }
  return false;
}
