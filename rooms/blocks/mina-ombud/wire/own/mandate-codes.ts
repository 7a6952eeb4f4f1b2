import type { PaperFaultKind } from '../../domain/paper-mandate.ts';
import { faultCodes } from './refusal-codes.ts';

/** What the published contract's catalogue (`urn:dfm:error`) calls our refusals about mandates. */
export const mandateCodes = {
  'mandate-not-found': 'fullmakt.saknas',
  'mandate-over': 'fullmakt.redan.raderad',
  'mandate-by-law': 'fullmakt.konflikt',
  'mandate-not-yours': 'anvandare.obehorig',
  'mandate-changed': 'fullmakt.konflikt',
  'paper-template-unusable': 'mall.ogiltig',
  'search-parties-missing': 'sokning.havare_givare.saknas',
} as const;

export const paperFaultCodes: Readonly<Record<PaperFaultKind, string>> = {
  ...faultCodes,
  'signer-missing': 'fullmakt.underskrift.saknas',
  'own-matter': 'anvandare.obehorig',
};
