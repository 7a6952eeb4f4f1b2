import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SandboxHub, startSandboxHub } from './sandbox-hub.ts';

export interface ConfiguredHub extends SandboxHub {
  /** Lays a new signing key in the folder of a relying party, as another process of the installation does it. */
  turnKey(relyingParty: string): void;
}

/** The hub program with Mina ombud, and one issuer of id tokens more, whose keys are at `jwksUri`. */
export async function startConfiguredHub(issuer: string, jwksUri: string): Promise<ConfiguredHub> {
  const more = { issuer, audiences: ['mina-ombud'], jwksUri, allowMissingExp: true, test: true };
  const hub = await startSandboxHub({ idTokenIssuers: [more] });
  const keys = join(hub.folder, 'keys/blocks/mina-ombud/relying-parties');
  return { ...hub, turnKey: (relyingParty) => layKey(join(keys, relyingParty), Date.now()) };
}

function layKey(place: string, from: number): void {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const next = readdirSync(place).filter((file) => file.endsWith('.pem')).length + 1;
  const file = `${String(next).padStart(6, '0')}.pem`;
  writeFileSync(join(place, file), `From: ${from}\n${pem}`, { mode: 0o600, flag: 'wx' });
}
