import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { constantTimeEqual, newSecret } from '../crypto/secret.ts';
import { fail, ok, type Result } from '../result.ts';

/**
 * The secret that makes its bearer the operator. Made at the first start and kept in `file` (mode 0600);
 * whoever can read the file is the operator. To replace it, delete the file and start again.
 */
export function openOperatorToken(file: string): Result<(token: string) => boolean, string> {
  const token = readOrMake(file);
  if (!token.ok) return token;
  const expected = token.value;
  return ok((given) => constantTimeEqual(given, expected));
}

function readOrMake(file: string): Result<string, string> {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, newSecret(), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!exists) return fail(`The operator token cannot be written to ${file}: ${(error as Error).message}.`);
  }
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token.length < 20)
      return fail(`The operator token in ${file} is too short; delete the file and start again.`);
    return ok(token);
  } catch (error) {
    return fail(`The operator token in ${file} cannot be read: ${(error as Error).message}.`);
  }
}
