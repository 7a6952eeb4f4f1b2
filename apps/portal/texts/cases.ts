import { casesEn } from './cases-en.ts';
import { casesSv } from './cases-sv.ts';

export const caseTexts = { sv: casesSv, en: casesEn };
