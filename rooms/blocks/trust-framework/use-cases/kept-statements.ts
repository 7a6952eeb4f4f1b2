import type { Statement } from '@ena/kernel/federation/statement.ts';

export interface Kept {
  readonly statement: Statement;
  /** Milliseconds since the epoch. */
  readonly fetchedAt: number;
}

export interface KeptStatements {
  find(url: string): Kept | undefined;
  keep(url: string, kept: Kept): void;
  drop(url: string): void;
}

/** Statements by URL, bounded in number and in size; the oldest go first. */
export function keptStatements(most: number, mostCharacters: number): KeptStatements {
  const kept = new Map<string, Kept>();
  let characters = 0;
  const drop = (url: string) => {
    characters -= kept.get(url)?.statement.jwt.length ?? 0;
    kept.delete(url);
  };
  return {
    find: (url) => kept.get(url),
    keep: (url, one) => {
      drop(url);
      kept.set(url, one);
      characters += one.statement.jwt.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= most && characters <= mostCharacters) break;
        drop(oldest);
      }
    },
    drop,
  };
}
