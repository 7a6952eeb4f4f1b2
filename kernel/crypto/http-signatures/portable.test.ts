import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';

/** What the verifier in the browser starts from. */
const entries = ['./structured-fields.ts', './signature-base.ts', './signature-input.ts'];

it('what the browser reuses reaches no Node module and no package, however far its imports go', () => {
  const queue = entries.map((path) => new URL(path, import.meta.url).href);
  const seen = new Set<string>();
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const source = readFileSync(new URL(file), 'utf8');
    assert.doesNotMatch(source, /\bBuffer\b|\bprocess\./, file);
    for (const [, specifier = ''] of source.matchAll(/\bfrom '([^']+)'/g)) {
      assert.match(specifier, /^\.\.?\//, `${file} imports ${specifier}; keep it to portable files`);
      queue.push(new URL(specifier, file).href);
    }
  }
  assert.ok(seen.size >= 9);
});
