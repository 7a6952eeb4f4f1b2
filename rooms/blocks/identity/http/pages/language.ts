export type Language = 'sv' | 'en';

/** The first language we have, by the order the person or the client asked; Swedish where none is asked for. */
export function chooseLanguage(...wishes: readonly (string | undefined)[]): Language {
  for (const wish of wishes) {
    for (const tag of (wish ?? '').split(/[\s,]+/)) {
      const [primary = ''] = tag.toLowerCase().split(/[-;]/);
      if (primary === 'sv' || primary === 'en') return primary;
    }
  }
  return 'sv';
}
