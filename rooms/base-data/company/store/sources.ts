import type { Clock } from '@ena/kernel/time.ts';
import { minute } from '@ena/kernel/time.ts';
import type { Registration } from '../domain/registration.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import type { CompanyReader } from './store.ts';

/** The two registers, each behind a reader of its own that may fail or be slow without the other. */
export interface Sources {
  /** An empty list where the register has none. Rejects while it cannot be read. */
  registrations(identity: string): Promise<readonly Registration[]>;
  statistics(identity: string): Promise<StatisticsEntry | undefined>;
  /** Told once for each failure, without the identity. */
  failed(source: 'registrations' | 'statistics', why: unknown): void;
}

export interface WatchedSources extends Sources {
  /** One sentence while a register has failed within the last minute. */
  health(): string | undefined;
}

type Warn = (fields: { readonly source: string; readonly err: unknown }, message: string) => void;

const names = { registrations: 'business register', statistics: 'statistical register' } as const;

/** Both registers as they lie in this room's store; their failures are logged without the identity asked for. */
export function createSources(reader: CompanyReader, clock: Clock, warn: Warn): WatchedSources {
  const failedAt = new Map<keyof typeof names, number>();
  return {
    registrations: (identity) => reader.registrations(identity),
    statistics: (identity) => reader.statisticsEntry(identity),
    failed: (source, why) => {
      failedAt.set(source, clock.now());
      warn({ source, err: why }, 'a source of company data did not answer');
    },
    health: () => {
      const away = [...failedAt]
        .filter(([, at]) => clock.now() - at < minute)
        .map(([source]) => names[source]);
      return away.length === 0 ? undefined : `No answer within the last minute from: ${away.join(', ')}.`;
    },
  };
}
