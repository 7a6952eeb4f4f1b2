import type { MyEvent, Wording } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import type { Language } from '../../texts/language.ts';
import { areasIn } from './filters.ts';

/** A text in the reader's language, or in Swedish and said to be. */
export function worded({ language }: Visit, words: Wording): Html {
  if (language === 'sv' || words.en !== undefined) return html`${plain(language, words)}`;
  return html`<span lang="sv">${words.sv}</span>`;
}

export function plain(language: Language, words: Wording): string {
  return language === 'en' ? (words.en ?? words.sv) : words.sv;
}

/** The attribute for what a producer has written, where that is another language than the page's. */
export function inLanguageOf({ language }: Visit, event: MyEvent): Html | undefined {
  const own = /^[A-Za-z-]{2,10}$/.test(event.language) ? event.language : 'sv';
  return own === language ? undefined : html` lang="${own}"`;
}

/** What kind of event it is: the catalogue's words. */
export function typeWords(visit: Visit, { typeText }: MyEvent): Html | undefined {
  return typeText && worded(visit, typeText);
}

export type AreaWords = ReadonlyMap<string, Wording>;

/** The same, or what its area is called; nothing of a veiled event, which has no area. */
export function kindWords(visit: Visit, event: MyEvent, words: AreaWords): Html | string | undefined {
  const [area] = areasIn([event]);
  return typeWords(visit, event) ?? (area && areaName(visit, area, words));
}

/** What an area is called; its own name with spaces where the catalogue has no words for it. */
export function areaName({ language }: Visit, area: string, words: AreaWords): string {
  const known = words.get(area);
  if (known !== undefined) return plain(language, known);
  const name = (area.split('.')[1] ?? area).replaceAll('_', ' ').toLowerCase();
  return name.charAt(0).toUpperCase() + name.slice(1);
}
