import type { Lifetime } from '../domain/freshness.ts';

/** A signed statement with its times (seconds since the epoch). */
export interface Statement extends Lifetime {
  readonly jwt: string;
  /** A strong entity tag, quotes included: the same only for the same bytes. */
  readonly etag: string;
}

/** Signed statements that are served again while they say what they should and are fresh. */
export interface Shelf {
  /** One signing for any number of callers that wait for the same statement. `says`: all it says, save its times. */
  serve(name: string, says: string, sign: () => Promise<Statement>): Promise<Statement>;
  remove(name: string): void;
}

interface Kept {
  readonly says: string;
  readonly statement: Promise<Statement>;
}

export function createShelf(isGood: (statement: Statement) => boolean): Shelf {
  const kept = new Map<string, Kept>();
  return {
    async serve(name, says, sign) {
      const found = kept.get(name);
      if (found?.says === says && isGood(await found.statement)) return found.statement;
      const current = kept.get(name);
      if (current !== undefined && current !== found && current.says === says) return current.statement;
      const made: Kept = { says, statement: sign() };
      kept.set(name, made);
      made.statement.catch(() => kept.get(name) === made && kept.delete(name));
      return made.statement;
    },
    remove: (name) => kept.delete(name),
  };
}
