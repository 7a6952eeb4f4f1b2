import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { Batch, Outcome, Task } from './es256-thread.ts';

/*
 * ES256 by one thread beside the caller's own, for paths where the caller's would be what limits them. To wake another
 * thread costs nearly as much as a signature, so what comes while the thread has enough to do waits, and goes to it by one
 * message. With many at once a verification takes 5 µs of the caller's thread instead of 69, a signature 2 instead of 26;
 * alone they take 27 and 18.
 *
 * Signatures are base64url, as JWTs carry them: the caller's thread decodes nothing.
 */

/** Answers the signature of `text` in base64url. Rejects where the key cannot sign. */
export async function signTextAside(text: string, privateKey: KeyObject): Promise<string> {
  const outcome = await ask({ text, key: privateKey, signature: undefined });
  if (typeof outcome !== 'string') throw new Error('The key does not sign by ES256.');
  return outcome;
}

/** As `verifyEs256`; never rejects for what the signature is. */
export async function verifyTextAside(
  text: string,
  signature: string,
  publicKey: KeyObject,
): Promise<boolean> {
  return (await ask({ text, key: publicKey, signature })) === true;
}

interface Asked extends Omit<Task, 'key'> {
  readonly key: KeyObject;
}

interface Waiting {
  readonly asked: Asked;
  resolve(outcome: Outcome): void;
  reject(error: Error): void;
}

interface Thread {
  /** Takes what waits, as much as it may have at once. */
  takeMore(): void;
}

/** So that the first of many are answered while the last are still to be done. */
const largestBatch = 32;
/** One in work, and the next already there when that is done. */
const mostOut = 2;
/** So many keys the thread keeps at most, and a batch more. */
export const mostKeys = 2000;

let waiting: Waiting[] = [];
let thread: Thread | undefined;
let isComing = false;

function ask(asked: Asked): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    waiting.push({ asked, resolve, reject });
    if (isComing) return;
    isComing = true;
    setImmediate(() => {
      isComing = false;
      thread ??= startThread();
      thread.takeMore();
    });
  });
}

/** It keeps the process alive only while somebody waits for it. Where it ends, the next who asks starts another. */
function startThread(): Thread {
  const worker = new Worker(new URL('./es256-thread.ts', import.meta.url));
  const out: (readonly Waiting[])[] = [];
  const numbered = numberKeys();

  const takeMore = () => {
    while (waiting.length > 0 && out.length < mostOut) {
      const batch = waiting.splice(0, largestBatch);
      out.push(batch);
      worker.postMessage(numbered(batch.map((one) => one.asked)));
    }
    if (out.length > 0) worker.ref();
    else worker.unref();
  };
  worker.on('message', (outcomes: readonly Outcome[]) => {
    const batch = out.shift() ?? [];
    takeMore();
    for (const [index, one] of batch.entries()) one.resolve(outcomes[index]);
  });
  worker.on('error', () => {}); // 'exit' follows.
  worker.on('exit', () => {
    thread = undefined;
    const lost = [...out.flat(), ...waiting];
    waiting = [];
    for (const one of lost) one.reject(new Error('The thread that signs and verifies has ended.'));
  });
  return { takeMore };
}

/** Keys go to the thread once, and are numbers from then on; all of them anew when they have become many. */
function numberKeys(): (asked: readonly Asked[]) => Batch {
  let numbers = new WeakMap<KeyObject, number>();
  let last = 0;
  return (asked) => {
    const forget = last >= mostKeys;
    if (forget) {
      numbers = new WeakMap();
      last = 0;
    }
    const keys: [number, KeyObject][] = [];
    const tasks = asked.map(({ key, text, signature }) => {
      let number = numbers.get(key);
      if (number === undefined) {
        last += 1;
        number = last;
        numbers.set(key, number);
        keys.push([number, key]);
      }
      return { key: number, text, signature };
    });
    return { forget, keys, tasks };
  };
}
