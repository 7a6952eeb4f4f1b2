import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyFolderError, makeKeyFolder, writeKeyFile } from './key-file.ts';

/** A 32-byte secret of one purpose, in `<folder>/<name>.key` (mode 0600). Made at the first use. Throws `KeyFolderError` when it is damaged. */
export function readOrMakeSecretKey(folder: string, name: string): Buffer {
  makeKeyFolder(folder);
  const file = `${name}.key`;
  if (!existsSync(join(folder, file))) {
    const made = randomBytes(32);
    writeKeyFile(folder, file, made.toString('base64url'));
    return made;
  }
  const key = Buffer.from(readFileSync(join(folder, file), 'utf8').trim(), 'base64url');
  if (key.length !== 32) throw new KeyFolderError(`The secret key ${file} is damaged; restore it.`);
  return key;
}
