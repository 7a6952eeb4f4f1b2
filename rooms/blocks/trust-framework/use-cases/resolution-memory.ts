import type { Entity } from '../domain/entity.ts';
import { isFresh } from '../domain/freshness.ts';
import type { Statement } from './shelf.ts';

/** A signed resolution and what it was made from. */
export interface Resolution {
  /** What the anchor's configuration said then. */
  readonly anchorSays: string;
  /** The anchor's own statements in the chain. */
  readonly parts: readonly Statement[];
  readonly answer: Statement;
}

/**
 * Resolutions by entity and asked types, for the revision that each was made from. Only types that the entity has
 * are kept, in one order and once each, so that callers cannot fill the memory with questions.
 */
export interface ResolutionMemory {
  keep(entity: Entity, types: readonly string[], resolution: Resolution): void;
  recall(
    entityId: string,
    revision: number,
    types: readonly string[],
    anchorSays: string,
  ): Statement | undefined;
  forget(entityId: string): void;
}

interface Remembered {
  readonly revision: number;
  readonly byTypes: Map<string, Resolution>;
}

export function createResolutionMemory(nowSeconds: () => number): ResolutionMemory {
  const remembered = new Map<string, Remembered>();
  return {
    keep: (entity, types, resolution) => {
      const before = remembered.get(entity.entityId);
      if (before !== undefined && before.revision > entity.revision) return;
      const byTypes = before?.revision === entity.revision ? before.byTypes : new Map<string, Resolution>();
      byTypes.set(questionOf(types), resolution);
      remembered.set(entity.entityId, { revision: entity.revision, byTypes });
    },
    recall: (entityId, revision, types, anchorSays) => {
      const found = remembered.get(entityId);
      if (found?.revision !== revision) return undefined;
      const resolution = found.byTypes.get(questionOf(types));
      return resolution && isGood(resolution, anchorSays, nowSeconds()) ? resolution.answer : undefined;
    },
    forget: (entityId) => remembered.delete(entityId),
  };
}

function isGood({ parts, answer, anchorSays }: Resolution, saysNow: string, now: number): boolean {
  return anchorSays === saysNow && now < answer.expiresAt && parts.every((part) => isFresh(part, now));
}

function questionOf(types: readonly string[]): string {
  return types.length < 2 ? (types[0] ?? '') : [...new Set(types)].sort().join(' ');
}
