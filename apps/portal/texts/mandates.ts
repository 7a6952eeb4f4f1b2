import { mandatesEn } from './mandates-en.ts';
import { mandatesSv } from './mandates-sv.ts';

export const mandateTexts = { sv: mandatesSv, en: mandatesEn };
