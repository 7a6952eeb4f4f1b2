import { en } from './en.ts';
import type { Language } from './language.ts';
import { type Shape, sv } from './sv.ts';

/** Every sentence of the pages in the shell. The map of what runs and the verifier have catalogues of their own. */
export const texts: Readonly<Record<Language, Texts>> = { sv, en };

export type Texts = Shape<typeof sv>;
