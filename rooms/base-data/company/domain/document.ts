import type { Identity } from './identity.ts';

/** A digitally filed annual report: a zip of iXBRL files. Dates are `YYYY-MM-DD`. */
export interface DocumentEntry {
  readonly id: string;
  readonly identity: Identity;
  readonly mediaType: string;
  /** Last day of the financial year that the report covers. */
  readonly periodEnd: string;
  readonly registeredOn: string;
}

const zipSignature = [0x50, 0x4b, 0x03, 0x04];

/** True for bytes that begin as a zip archive with at least one file in it. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return zipSignature.every((byte, i) => bytes[i] === byte);
}
