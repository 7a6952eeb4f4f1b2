import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeyFolder, writeKeyFile } from './key-file.ts';

/*
 * The data keys of a sealer on disk: `<id>.key` for each key, `sealer.json` for which one is in use and how often
 * it may still be used. Uses are counted in blocks that are written down before the first use of the block, so a
 * crash loses uses, never forgets them.
 */

export const sealKeyIdBytes = 8;

export interface SealKey {
  readonly id: Buffer;
  readonly secret: KeyObject;
}

export interface LostKey {
  readonly id: string;
  readonly reason: 'damaged' | 'not-unwrapped';
}

interface SealerState {
  readonly version: 1;
  readonly active: string;
  /** Uses of the active key that may have happened. */
  readonly reserved: number;
}

const stateFile = 'sealer.json';
const block = 2 ** 20;

export class SealKeyStore {
  readonly #folder: string;
  readonly #wrapping: KeyObject | undefined;
  readonly #limit: number;
  readonly #keys = new Map<string, SealKey>();
  readonly #lost: LostKey[] = [];
  #active: SealKey;
  #used = 0;
  #reserved = 0;

  constructor(folder: string, wrapping: KeyObject | undefined, limit: number) {
    this.#folder = folder;
    this.#wrapping = wrapping;
    this.#limit = limit;
    makeKeyFolder(folder);
    for (const file of readdirSync(folder)) {
      const id = /^([0-9a-f]{16})\.key$/.exec(file)?.[1];
      if (id !== undefined) this.#load(id);
    }
    const state = readState(folder);
    const active = state === undefined ? undefined : this.#keys.get(state.active);
    if (state === undefined || active === undefined) {
      // Without the state nobody knows how often a key was used, so none of the old ones is used again.
      this.#active = this.#make();
      this.#commit(this.#active, 0);
      return;
    }
    this.#active = active;
    this.#reserved = state.reserved;
    this.#used = state.reserved;
  }

  get lost(): readonly LostKey[] {
    return this.#lost;
  }

  find(id: Uint8Array): SealKey | undefined {
    return this.#keys.get(Buffer.from(id).toString('hex'));
  }

  /** The key to seal one record with; the use is counted. */
  take(): SealKey {
    if (this.#used >= this.#limit) this.rotate();
    if (this.#used >= this.#reserved) this.#commit(this.#active, Math.min(this.#limit, this.#used + block));
    this.#used++;
    return this.#active;
  }

  rotate(): void {
    this.#commit(this.#make(), 0);
    this.#used = 0;
  }

  /** On disk first; a failed write changes nothing here. */
  #commit(active: SealKey, reserved: number): void {
    const state: SealerState = { version: 1, active: active.id.toString('hex'), reserved };
    writeKeyFile(this.#folder, stateFile, `${JSON.stringify(state)}\n`);
    this.#active = active;
    this.#reserved = reserved;
  }

  #make(): SealKey {
    const id = randomBytes(sealKeyIdBytes);
    const secret = randomBytes(32);
    const name = id.toString('hex');
    writeKeyFile(this.#folder, `${name}.key`, keyText(secret, id, this.#wrapping));
    const key = { id, secret: createSecretKey(secret) };
    this.#keys.set(name, key);
    return key;
  }

  #load(name: string): void {
    const id = Buffer.from(name, 'hex');
    const secret = readKeyText(readFileSync(join(this.#folder, `${name}.key`), 'utf8'), id, this.#wrapping);
    if (typeof secret === 'string') this.#lost.push({ id: name, reason: secret });
    else this.#keys.set(name, { id, secret: createSecretKey(secret) });
  }
}

function readState(folder: string): SealerState | undefined {
  try {
    const state = JSON.parse(readFileSync(join(folder, stateFile), 'utf8')) as SealerState;
    return state.version === 1 && Number.isSafeInteger(state.reserved) && state.reserved >= 0
      ? state
      : undefined;
  } catch {
    return undefined;
  }
}

/** `plain <base64>`, or `wrapped <base64 of nonce ‖ ciphertext ‖ tag>` with the key's id as associated data. */
function keyText(secret: Buffer, id: Buffer, wrapping: KeyObject | undefined): string {
  if (wrapping === undefined) return `plain ${secret.toString('base64')}\n`;
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce).setAAD(id);
  const wrapped = Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  return `wrapped ${wrapped.toString('base64')}\n`;
}

function readKeyText(text: string, id: Buffer, wrapping: KeyObject | undefined): Buffer | LostKey['reason'] {
  const [form, base64 = ''] = text.trim().split(' ');
  const bytes = Buffer.from(base64, 'base64');
  if (form === 'plain') return bytes.length === 32 ? bytes : 'damaged';
  if (form !== 'wrapped' || bytes.length !== 12 + 32 + 16) return 'damaged';
  if (wrapping === undefined) return 'not-unwrapped';
  const decipher = createDecipheriv('aes-256-gcm', wrapping, bytes.subarray(0, 12)).setAAD(id);
  decipher.setAuthTag(bytes.subarray(44));
  const secret = decipher.update(bytes.subarray(12, 44));
  try {
    decipher.final();
    return secret;
  } catch {
    return 'not-unwrapped';
  }
}
