import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';

/** Little to cache in a sandbox: 16 MB of buffers instead of 128. */
export const smallMemory: readonly string[] = [
  ...PGlite.defaultStartParams,
  '-c',
  'shared_buffers=16MB',
  '-c',
  'max_wal_size=64MB',
];

/**
 * Keeps WebAssembly at V8's baseline compiler in this process; call it before PGlite is created.
 *
 * Optimising PGlite's largest functions takes 500 MB and 1.2 s of CPU in the first minute, for statements that
 * are hardly cheaper afterwards (docs/performance.md): the peak falls from 730 to 210 MB. Process-wide, so not
 * for programs with WebAssembly on a hot path.
 */
export function keepBaselineCompiler(): void {
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
