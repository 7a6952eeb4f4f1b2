import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Share } from '../load/room.ts';

const empty = Buffer.alloc(0);

export type BodyProblem = 'too-large' | 'broken-off' | 'no-room';

interface Reading {
  /** Each byte is taken of it. */
  readonly share: Share;
  /** Is called when a body is about to be read. */
  readonly onBegin: () => void;
}

/**
 * The whole body, at most `limit` bytes. A declared length over the limit is refused before a byte is read; what comes
 * after a refusal is thrown away as it comes.
 */
export function readBody(
  message: IncomingMessage,
  limit: number,
  { share, onBegin }: Partial<Reading> = {},
): Promise<Result<Buffer, BodyProblem>> {
  const declared = message.headers['content-length'];
  if (declared === '0' || (declared === undefined && message.headers['transfer-encoding'] === undefined)) {
    message.resume();
    return Promise.resolve(ok(empty));
  }
  if (declared !== undefined && Number(declared) > limit) return Promise.resolve(fail('too-large'));
  // It may have gone while its headers were judged; nothing would be heard of that any more.
  if (message.destroyed) return Promise.resolve(fail('broken-off'));
  onBegin?.();
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const refuse = (problem: BodyProblem) => {
      message.removeAllListeners('data');
      message.resume();
      chunks.length = 0;
      share?.giveBack();
      resolve(fail(problem));
    };
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) refuse('too-large');
      else if (share !== undefined && !share.take(chunk.length)) refuse('no-room');
      else chunks.push(chunk);
    });
    message.on('end', () => resolve(ok(chunks.length === 1 ? (chunks[0] ?? empty) : Buffer.concat(chunks))));
    message.on('close', () => resolve(fail('broken-off')));
    message.on('error', () => resolve(fail('broken-off')));
  });
}
