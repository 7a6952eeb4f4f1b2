import type { Statement } from './shelf.ts';

/** A subordinate of our anchor as it was: a connector (`entity`) or another member. */
export interface Beneath {
  readonly entityId: string;
  readonly kept: 'entity' | 'member';
  readonly revision: number;
}

/** A signed resolution and what it rests on. */
export interface Resolution {
  readonly answer: Statement;
  /** What the anchor said then. */
  readonly anchorSays: string;
  /** The entity directly beneath our anchor through which the chain goes, at this revision; none for another anchor. */
  readonly beneath: Beneath | undefined;
  /** Seconds since the epoch: from then on it is made anew. */
  readonly freshUntil: number;
  /** Seconds since the epoch: when the oldest part was fetched that could not be fetched again; else absent. */
  readonly keptSince?: number;
}

/**
 * Resolutions by anchor, subject and asked types. At most `mostSubjects` subjects and a few questions about each are
 * kept, the oldest go first, so that callers cannot fill the memory with questions.
 */
export interface ResolutionMemory {
  keep(key: ResolutionKey, resolution: Resolution): void;
  /** Undefined when it must be made anew: by time, or because the anchor says something else by now. */
  recall(key: ResolutionKey, anchorSays: string): Resolution | undefined;
  forget(subject: string): void;
}

export interface ResolutionKey {
  readonly anchor: string;
  readonly subject: string;
  readonly types: readonly string[];
}

const mostSubjects = 20_000;
const mostQuestions = 8;

export function createResolutionMemory(nowSeconds: () => number): ResolutionMemory {
  const remembered = new Map<string, Map<string, Resolution>>();
  return {
    keep: (key, resolution) => {
      const questions = remembered.get(key.subject) ?? new Map<string, Resolution>();
      remembered.delete(key.subject);
      remembered.set(key.subject, questions);
      questions.delete(questionOf(key));
      questions.set(questionOf(key), resolution);
      dropOldest(questions, mostQuestions);
      dropOldest(remembered, mostSubjects);
    },
    recall: (key, anchorSays) => {
      const found = remembered.get(key.subject)?.get(questionOf(key));
      if (found === undefined || found.anchorSays !== anchorSays) return undefined;
      const now = nowSeconds();
      return now < found.answer.expiresAt && now < found.freshUntil ? found : undefined;
    },
    forget: (subject) => remembered.delete(subject),
  };
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const oldest of map.keys()) {
    if (map.size <= most) return;
    map.delete(oldest);
  }
}

function questionOf({ anchor, types }: ResolutionKey): string {
  return `${anchor} ${types.length < 2 ? (types[0] ?? '') : [...new Set(types)].sort().join(' ')}`;
}
