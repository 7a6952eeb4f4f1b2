import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './digest.ts';
import { KeyFolderError, makeKeyFolder, removeKeyFile, writeKeyFile } from './key-file.ts';

/*
 * Private keys for a library that signs and decrypts by itself. A file is named `<from>-<kid>.pem`: the instant (in
 * milliseconds) from which the key is in use, and its thumbprint. So the part that each plays follows from the clock,
 * no state file can contradict the keys, and any process that reads the folder sees the same.
 */

export type DatedAlgorithm = 'RS256' | 'ES256' | 'RSA-OAEP';

export interface DatedKey {
  /** RFC 7638, SHA-256, base64url. */
  readonly kid: string;
  readonly alg: DatedAlgorithm;
  /** Milliseconds since the epoch. */
  readonly from: number;
  /** With the private members. Never published, never logged. */
  readonly privateJwk: JsonWebKey;
  readonly publicJwk: JsonWebKey;
}

export interface DatedKeys {
  /** The folder as it is now, newest first. Throws `KeyFolderError` where a file is not the key it says it is. */
  read(): readonly DatedKey[];
  /** Makes a key, on disk when this returns. */
  make(from: number): DatedKey;
  remove(key: DatedKey): void;
}

/** The key in use, then those to come, then those that were, newest first: the order in which they are published. */
export function inOrder(keys: readonly DatedKey[], now: number): readonly DatedKey[] {
  const newestFirst = keys.toSorted((a, b) => b.from - a.from || a.kid.localeCompare(b.kid));
  const active = newestFirst.find(({ from }) => from <= now) ?? newestFirst.at(-1);
  return active === undefined ? [] : [active, ...newestFirst.filter((key) => key !== active)];
}

const form = /^(\d{1,15})-([A-Za-z0-9_-]{43})\.pem$/;

/** The keys in `<folder>/<name>/`, a folder of its own. */
export function openDatedKeys(folder: string, name: string, alg: DatedAlgorithm): DatedKeys {
  const place = join(folder, name);
  makeKeyFolder(place);
  const known = new Map<string, DatedKey>();
  return {
    read: () => {
      const files = readdirSync(place).filter((file) => form.test(file));
      for (const file of known.keys()) if (!files.includes(file)) known.delete(file);
      for (const file of files) if (!known.has(file)) known.set(file, load(place, file, alg));
      return [...known.values()].toSorted((a, b) => b.from - a.from);
    },
    make: (from) => {
      const key = datedKey(generate(alg), alg, from);
      writeKeyFile(place, fileOf(key), exportPem(key));
      return key;
    },
    remove: (key) => removeKeyFile(place, fileOf(key)),
  };
}

function fileOf({ from, kid }: DatedKey): string {
  return `${from}-${kid}.pem`;
}

function generate(alg: DatedAlgorithm): KeyObject {
  return alg === 'ES256'
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    : generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
}

function exportPem({ privateJwk }: DatedKey): string {
  return createPrivateKey({ key: privateJwk, format: 'jwk' })
    .export({ format: 'pem', type: 'pkcs8' })
    .toString();
}

function load(place: string, file: string, alg: DatedAlgorithm): DatedKey {
  const [, from, kid] = form.exec(file) ?? [];
  try {
    const key = datedKey(createPrivateKey(readFileSync(join(place, file), 'utf8')), alg, Number(from));
    if (key.kid === kid) return key;
  } catch {
    // Told below, as the same thing: the file is not the key that its name says.
  }
  throw new KeyFolderError(`The key file ${file} is damaged; restore it, or remove it if it is not in use.`);
}

function datedKey(key: KeyObject, alg: DatedAlgorithm, from: number): DatedKey {
  const bare = createPublicKey(key).export({ format: 'jwk' });
  if ((bare.kty === 'EC') !== (alg === 'ES256')) throw new Error(`not a key for ${alg}`);
  const required =
    bare.kty === 'EC'
      ? { crv: bare.crv, kty: bare.kty, x: bare.x, y: bare.y }
      : { e: bare.e, kty: bare.kty, n: bare.n };
  const kid = sha256(JSON.stringify(required)).toString('base64url');
  const named = { kid, alg, use: alg === 'RSA-OAEP' ? 'enc' : 'sig' };
  return {
    kid,
    alg,
    from,
    privateJwk: { ...key.export({ format: 'jwk' }), ...named },
    publicJwk: { ...bare, ...named },
  };
}
