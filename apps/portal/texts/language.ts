export type Language = 'sv' | 'en';

export const languages: readonly Language[] = ['sv', 'en'];

/** The same page in the other language; text, not flags, for a flag is a country. */
export const other: Readonly<Record<Language, Language>> = { sv: 'en', en: 'sv' };

/** An own path in the language: English has the prefix `/en`, Swedish none. */
export function inLanguage(language: Language, path: string): string {
  if (language === 'sv') return path;
  return path === '/' ? '/en' : `/en${path}`;
}
