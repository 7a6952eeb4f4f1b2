import { linkSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFolderError, makeKeyFolder, removeKeyFile, writeKeyFile } from './key-file.ts';
import { exportRsaPem, generateRsaKey, importRsaPem, type RsaSigningKey } from './rsa-keys.ts';

/*
 * The RSA keys of one purpose, in a folder that several processes share. A key is a file with a number for a name,
 * which begins with the instant from which the key signs. The file appears whole, by link(2), which fails where the
 * number is taken: of two processes that make the next key at once one wins, and the other reads the winner's. Which
 * key signs follows from the numbers, the instants and the clock, so that all processes mean the same one.
 */

export interface NumberedKey {
  readonly number: number;
  /** Milliseconds since the epoch: when it begins to sign. */
  readonly from: number;
  readonly key: RsaSigningKey;
}

export interface RsaKeyFolder {
  /** As the folder is now, in the order of their numbers. Throws `KeyFolderError` where a file is damaged. */
  read(): readonly NumberedKey[];
  /** Makes the key with this number, on disk when the promise resolves; `taken`: another has made it meanwhile. */
  make(number: number, from: number): Promise<'made' | 'taken'>;
  /** The private half is gone from the disk when this returns. */
  remove(number: number): void;
}

const fileForm = /^([0-9]{6})\.pem$/;

/** Opens `<folder>/<name>/`, making it where there is none. `name` must be fit for a file name. */
export function openRsaKeyFolder(folder: string, name: string): RsaKeyFolder {
  const place = join(folder, name);
  makeKeyFolder(place);
  const known = new Map<string, NumberedKey>();
  return {
    read: () => {
      const files = readdirSync(place).filter((file) => fileForm.test(file));
      for (const file of known.keys()) if (!files.includes(file)) known.delete(file);
      for (const file of files) if (!known.has(file)) known.set(file, load(place, file));
      return [...known.values()].toSorted((a, b) => a.number - b.number);
    },
    make: async (number, from) => {
      const key = await generateRsaKey();
      return placeKey(place, fileOf(number), `From: ${from}\n${exportRsaPem(key)}`, key.kid);
    },
    remove: (number) => removeKeyFile(place, fileOf(number)),
  };
}

function fileOf(number: number): string {
  return `${String(number).padStart(6, '0')}.pem`;
}

/** A crash in between leaves a `.making` file that nobody reads. */
function placeKey(place: string, file: string, content: string, kid: string): 'made' | 'taken' {
  const draft = `${kid}.making`;
  writeKeyFile(place, draft, content);
  try {
    linkSync(join(place, draft), join(place, file));
    return 'made';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return 'taken';
    throw error;
  } finally {
    rmSync(join(place, draft), { force: true });
  }
}

const contentForm = /^From: ([0-9]{1,15})\n(-----BEGIN PRIVATE KEY-----[\s\S]+)$/;

function load(place: string, file: string): NumberedKey {
  try {
    const [, from, pem] = contentForm.exec(readFileSync(join(place, file), 'utf8')) ?? [];
    if (from !== undefined && pem !== undefined)
      return { number: Number.parseInt(file, 10), from: Number(from), key: importRsaPem(pem) };
  } catch {
    // Told below, as the same thing: the file does not hold a key.
  }
  throw new KeyFolderError(`The key file ${file} is damaged; restore it from a backup.`);
}
