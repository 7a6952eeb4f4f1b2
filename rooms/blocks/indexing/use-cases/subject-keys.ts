import { keyedPseudonym } from '@ena/kernel/crypto/secret.ts';
import { readOrMakeSecretKey } from '@ena/kernel/crypto/secret-key-file.ts';
import { type Subject, subjectText } from '../domain/subject.ts';
import type { Aliases, IndexStore } from '../store/store.ts';

/** What of the keys the use-cases need. */
export interface SubjectKeys {
  /** Generations from 1 up to this are loaded; the pseudonyms of this one are stored. */
  readonly newest: number;
  /** The first pseudonym, from which all the others follow; what an event carries instead of the number. */
  reference(area: string, subject: Subject): string;
  /** From the first generation to the one asked for. */
  aliases(reference: string, generation: number): Aliases;
  /** The pseudonym of a later generation, made from one of an earlier; it takes no number. */
  wrap(alias: string, from: number, to: number): string;
  /** Loads what another process has made. Answers the newest generation. */
  refresh(): Promise<number>;
  /** Makes the next key; on disk before the database names it. `false` where another process was first. */
  rotate(at: number): Promise<boolean>;
}

/*
 * The first pseudonym is HMAC(key 1, area and subject), each later one HMAC(key n, the one before). So a new key is put
 * on without anyone's number, and takes every older key to reach: whoever has the database and the keys but the newest
 * cannot try numbers. All keys are needed for ever. They are kept in the folder and never written anywhere else.
 */

/** Opens the keys in the folder, and makes the first. Throws where a key is not the one that the database names. */
export async function openSubjectKeys(
  folder: string,
  store: Pick<IndexStore, 'generations' | 'addGeneration'>,
  at: number,
): Promise<SubjectKeys> {
  const keys: Buffer[] = [];

  const refresh = async (): Promise<number> => {
    for (const { number, proof } of await store.generations())
      keys[number - 1] ??= proved(folder, number, proof);
    return keys.length;
  };
  const rotate = async (now: number): Promise<boolean> => {
    const number = (await refresh()) + 1;
    const key = readOrMakeSecretKey(folder, nameOf(number));
    const made = await store.addGeneration({ number, proof: proofOf(key) }, now);
    await refresh();
    return made;
  };
  const step = (alias: string, generation: number): string => pseudonym(keyOf(keys, generation), alias);

  if ((await refresh()) === 0) await rotate(at);
  return {
    get newest() {
      return keys.length;
    },
    reference: (area, subject) => step(`${area}\n${subjectText(subject)}`, 1),
    aliases: (reference, generation) => {
      const aliases = [reference];
      for (let n = 2; n <= generation; n++) aliases.push(step(aliases.at(-1) ?? '', n));
      return aliases;
    },
    wrap: (alias, from, to) => {
      let wrapped = alias;
      for (let n = from + 1; n <= to; n++) wrapped = step(wrapped, n);
      return wrapped;
    },
    refresh,
    rotate,
  };
}

const nameOf = (generation: number): string => `subject-${generation}`;
const proofOf = (key: Buffer): string => keyedPseudonym(key, 'proof').slice(0, 32);

function proved(folder: string, generation: number, proof: string): Buffer {
  const key = readOrMakeSecretKey(folder, nameOf(generation));
  if (proofOf(key) === proof) return key;
  throw new Error(
    `The key ${nameOf(generation)}.key of blocks/indexing is not the one that the database was made with: ` +
      'restore the key folder that belongs to it.',
  );
}

function keyOf(keys: readonly Buffer[], generation: number): Buffer {
  const key = keys[generation - 1];
  if (key === undefined) throw new Error(`key generation ${generation} is not loaded`);
  return key;
}

/** 128 bits of HMAC-SHA-256 in the form of a UUID, which a database keeps in sixteen bytes. */
function pseudonym(key: Buffer, text: string): string {
  const hex = keyedPseudonym(key, text);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return parts.join('-');
}
