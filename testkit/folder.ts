import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
  readonly path: string;
  remove(): void;
}

/** A folder for one test (mode 0700); the test removes it. `using` does so at the end of the block. */
export function temporaryFolder(): TemporaryFolder & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'ena-test-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  return { path, remove, [Symbol.dispose]: remove };
}
