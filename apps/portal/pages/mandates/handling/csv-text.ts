export interface CsvText {
  readonly text: string;
  /** `guessed`: the file is not UTF-8 and was read as what spreadsheets in Swedish save by habit. */
  readonly letters: 'utf-8' | 'guessed';
}

/** The text of a file as it was chosen, without its byte order mark. */
export function csvText(bytes: Uint8Array): CsvText {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), letters: 'utf-8' };
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), letters: 'guessed' };
  }
}
