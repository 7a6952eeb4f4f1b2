import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { failed, ok, type Result } from '../shell/outcome.ts';
import { inCheckout, type Shell } from '../shell/shell.ts';

export interface PublicKeys {
  readonly keys: readonly object[];
}

/**
 * Has the connector's own program make an organisation's folder, so that this command never holds a private key.
 * Answers the public federation keys. `config` is `connector.json`; the program checks it.
 */
export async function makeFolder(folder: string, config: object, shell: Shell): Promise<Result<PublicKeys>> {
  const program = inCheckout('apps/connector/new-organisation.ts');
  const child = spawn(process.execPath, [program, '--data', folder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: shell.surroundings.childEnvironment,
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  child.stdin.on('error', () => {});
  child.stdin.end(JSON.stringify(config));
  const [code, output, complaint] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  if (code === 0) return ok((JSON.parse(output) as { jwks: PublicKeys }).jwks);
  const reason = complaint.trim() || `${program} (${code})`;
  return failed(
    code === 2 ? 'usage' : 'unavailable',
    `Organisationens mapp kunde inte göras: ${reason}`,
    `The organisation’s folder could not be made: ${reason}`,
  );
}
