import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '../shell/outcome.ts';

/** Whoever can read `operator-token` in a program's folder is its operator. The program makes it at its first start. */
export function readOperatorToken(folder: string): Result<string> {
  const file = join(folder, 'operator-token');
  try {
    return ok(readFileSync(file, 'utf8').trim());
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      return failed(
        'unavailable',
        `${file} finns inte: programmet har aldrig startats. Kör \`npm start\` (med samma --data).`,
        `${file} does not exist: the program has never been started. Run \`npm start\` (with the same --data).`,
      );
    }
    return failed(
      'unavailable',
      `${file} går inte att läsa (${code}); kör som den användare som äger mappen.`,
      `${file} cannot be read (${code}); run as the user who owns the folder.`,
    );
  }
}
