import type { IncomingMessage } from 'node:http';
import { fail, ok, type Result } from '@ena/kernel/result.ts';

const empty = Buffer.alloc(0);

export type BodyProblem = 'too-large' | 'broken-off';

/** The whole body, at most `limit` bytes. A declared length over the limit is refused before a byte is read. */
export function readBody(message: IncomingMessage, limit: number): Promise<Result<Buffer, BodyProblem>> {
  const declared = message.headers['content-length'];
  if (declared === '0' || (declared === undefined && message.headers['transfer-encoding'] === undefined)) {
    message.resume();
    return Promise.resolve(ok(empty));
  }
  if (declared !== undefined && Number(declared) > limit) return Promise.resolve(fail('too-large'));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    message.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limit) {
        message.removeAllListeners('data');
        message.resume();
        resolve(fail('too-large'));
        return;
      }
      chunks.push(chunk);
    });
    message.on('end', () => resolve(ok(chunks.length === 1 ? (chunks[0] ?? empty) : Buffer.concat(chunks))));
    message.on('close', () => resolve(fail('broken-off')));
    message.on('error', () => resolve(fail('broken-off')));
  });
}
