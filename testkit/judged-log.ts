import assert from 'node:assert/strict';
import { verifyLog } from '@ena/client/log/verify-log.ts';

/** Reads a log over HTTP as any third party can, and holds it to its own checkpoint; it has at least `size` entries. */
export async function verifyServedLog(url: string, size: number): Promise<void> {
  const verdict = await verifyLog({ log: { url, fetch } });
  assert.equal(verdict.kind, 'sound', JSON.stringify(verdict));
  assert.ok(verdict.kind === 'sound' && verdict.size >= size);
}
