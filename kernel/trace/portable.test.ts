import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

/** What the browser's verifier loads: all of it must run without Node. */
const entries = ['tlog-proof-verify.ts', 'witness.ts', 'witness-client.ts', 'tiles.ts', 'merkle-edge.ts'];

function withImports(file: URL, seen: Map<string, string>): Map<string, string> {
  if (seen.has(file.href)) return seen;
  const source = readFileSync(file, 'utf8');
  seen.set(file.href, source);
  for (const [, from] of source.matchAll(/from '([^']+)'/g)) {
    if (from?.startsWith('.')) withImports(new URL(from, file), seen);
    else
      assert.fail(
        `${file.pathname} imports ${from}: what the browser loads may import files of this folder only`,
      );
  }
  return seen;
}

test('parsers and verification use nothing of Node', () => {
  const files = entries.reduce(
    (seen, entry) => withImports(new URL(entry, import.meta.url), seen),
    new Map<string, string>(),
  );
  assert.ok(files.size > 10);
  for (const [file, source] of files) {
    assert.doesNotMatch(source, /\b(Buffer|process|require)\b/, file);
  }
});
