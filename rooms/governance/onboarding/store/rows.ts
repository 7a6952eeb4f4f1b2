import type { Selectable } from 'kysely';
import type { Actor, HistoryEntry, JsonObject, Matter, Moved } from '../domain/matter.ts';
import type { HistoryTable, MatterTable } from './tables.ts';

export const matterColumns = [
  'matter.id',
  'matter.kind',
  'matter.organisation_number',
  'matter.state',
  'matter.revision',
  'matter.created_at',
  'matter.changed_at',
  'matter.said',
  'matter.data',
] as const;

export const historyColumns = [
  'number',
  'at',
  'step',
  'from_state',
  'to_state',
  'actor',
  'role',
  'reason',
  'mend',
  'details',
] as const;

export function matterOf(row: Omit<Selectable<MatterTable>, 'secret_hash'>): Matter {
  return {
    id: row.id,
    kind: row.kind,
    organisationNumber: row.organisation_number,
    state: row.state,
    revision: Number(row.revision),
    createdAt: row.created_at.getTime(),
    changedAt: row.changed_at.getTime(),
    said: row.said,
    data: row.data,
  } as Matter;
}

export function matterRow(matter: Moved['matter']) {
  return {
    id: matter.id,
    kind: matter.kind,
    organisation_number: matter.organisationNumber,
    state: matter.state,
    revision: matter.revision,
    created_at: new Date(matter.createdAt),
    changed_at: new Date(matter.changedAt),
    said: JSON.stringify(matter.said),
    data: JSON.stringify(matter.data),
  };
}

export function entryOf(row: Omit<Selectable<HistoryTable>, 'matter_id'>): HistoryEntry {
  return {
    number: Number(row.number),
    at: row.at.getTime(),
    step: row.step,
    from: row.from_state ?? undefined,
    to: row.to_state,
    actor: row.actor as Actor,
    role: row.role,
    reason: row.reason,
    mend: row.mend,
    details: row.details as JsonObject,
  };
}

export function entryRow({ matter, entry }: Moved) {
  return {
    matter_id: matter.id,
    number: entry.number,
    at: new Date(entry.at),
    step: entry.step,
    from_state: entry.from ?? null,
    to_state: entry.to,
    actor: JSON.stringify(entry.actor),
    role: entry.role,
    reason: entry.reason,
    mend: JSON.stringify(entry.mend),
    details: JSON.stringify(entry.details),
  };
}

/** The hash of the secret that leads to the matter now. */
export function secretOf(matter: Matter): string | null {
  if (matter.kind === 'organisation') return matter.data.joinToken?.hash ?? null;
  if (matter.kind === 'contact') return matter.data.invitation?.hash ?? null;
  return null;
}
