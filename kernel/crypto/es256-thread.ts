/** The program of the thread that `es256-aside.ts` starts. */
import type { KeyObject } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { signEs256, verifyEs256 } from './es256.ts';

export interface Task {
  readonly key: number;
  readonly text: string;
  /** To be verified; without it the text is to be signed. */
  readonly signature: string | undefined;
}

export interface Batch {
  /** Whether the keys of before are no longer meant. */
  readonly forget: boolean;
  readonly keys: readonly (readonly [number: number, key: KeyObject])[];
  readonly tasks: readonly Task[];
}

/** The signature, whether one holds, or nothing where the key is not for that. */
export type Outcome = string | boolean | undefined;

const keys = new Map<number, KeyObject>();

parentPort?.on('message', (batch: Batch) => {
  if (batch.forget) keys.clear();
  for (const [number, key] of batch.keys) keys.set(number, key);
  parentPort?.postMessage(batch.tasks.map(outcomeOf));
});

function outcomeOf({ key: number, text, signature }: Task): Outcome {
  const key = keys.get(number);
  if (key === undefined) return undefined;
  const bytes = Buffer.from(text);
  try {
    return signature === undefined
      ? signEs256(bytes, key).toString('base64url')
      : verifyEs256(bytes, Buffer.from(signature, 'base64url'), key);
  } catch {
    return undefined;
  }
}
