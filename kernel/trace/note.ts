import { fail, ok, type Result } from '../result.ts';
import { decodeBase64, encodeBase64 } from './base64.ts';
import { type Bytes, concatBytes, utf8 } from './bytes.ts';

/*
 * C2SP signed-note (https://c2sp.org/signed-note@v1.0.0). Runs anywhere. The text of a note means nothing until
 * `openNote` has said `signed`.
 */

export interface NoteSignature {
  readonly name: string;
  /** The 32-bit key id; with the name it tells which key signed and how. */
  readonly keyId: number;
  /** What follows the key id; its form depends on the key's type. */
  readonly signature: Bytes;
}

export interface Note {
  /** The signed text, final newline included. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type NoteProblem =
  | 'too-large'
  | 'bad-characters'
  | 'no-signature-block'
  | 'malformed-signature-line'
  | 'too-many-signatures';

/** A key that we were configured with; never one that came with the note. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: number;
  verify(message: Bytes, signature: Bytes): boolean | Promise<boolean>;
}

export type OpenedNote =
  | { readonly kind: 'signed'; readonly by: readonly NoteSignature[] }
  | { readonly kind: 'no-known-key' }
  | { readonly kind: 'bad-signature'; readonly name: string };

/** The specification asks for at least 16 signatures; post-quantum ones reach 5 kB. */
const maxSignatures = 100;
const maxCharacters = 1_000_000;

export function parseNote(source: string): Result<Note, NoteProblem> {
  if (source.length > maxCharacters) return fail('too-large');
  if (!hasOnlyNoteCharacters(source)) return fail('bad-characters');
  const split = source.lastIndexOf('\n\n');
  if (split < 0 || !source.endsWith('\n') || split + 2 >= source.length) return fail('no-signature-block');
  const lines = source.slice(split + 2, -1).split('\n');
  if (lines.length > maxSignatures) return fail('too-many-signatures');
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = parseSignatureLine(line);
    if (signature === undefined) return fail('malformed-signature-line');
    signatures.push(signature);
  }
  return ok({ text: source.slice(0, split + 1), signatures });
}

export function renderNote(note: Note): string {
  return `${note.text}\n${note.signatures.map((s) => `${renderSignatureLine(s)}\n`).join('')}`;
}

/** One line without its newline; `undefined` if it is not a signature line. */
export function parseSignatureLine(line: string): NoteSignature | undefined {
  const [dash, name, encoded, ...more] = line.split(' ');
  if (dash !== '—' || name === undefined || encoded === undefined || more.length > 0) return undefined;
  const bytes = decodeBase64(encoded);
  if (!isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) };
}

/** One line without its newline. */
export function renderSignatureLine({ name, keyId, signature }: NoteSignature): string {
  const id = new Uint8Array(4);
  new DataView(id.buffer).setUint32(0, keyId);
  return `— ${name} ${encodeBase64(concatBytes(id, signature))}`;
}

/** Non-empty, no Unicode space, no plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\p{White_Space}+]/u.test(name) && hasOnlyNoteCharacters(name);
}

/**
 * Checks every signature by a known key. One known key whose signature fails condemns the note, as does having
 * no signature by a known key; signatures by others are passed over, so that keys can rotate and witnesses join.
 */
export async function openNote(note: Note, verifiers: readonly NoteVerifier[]): Promise<OpenedNote> {
  const message = utf8(note.text);
  const by: NoteSignature[] = [];
  for (const signature of note.signatures) {
    const verifier = verifiers.find((v) => v.name === signature.name && v.keyId === signature.keyId);
    if (verifier === undefined) continue;
    if (!(await verifier.verify(message, signature.signature)))
      return { kind: 'bad-signature', name: verifier.name };
    by.push(signature);
  }
  return by.length === 0 ? { kind: 'no-known-key' } : { kind: 'signed', by };
}

/** Valid Unicode and no control character below U+0020 but the newline. */
function hasOnlyNoteCharacters(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification forbids exactly these
  return text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/.test(text);
}
