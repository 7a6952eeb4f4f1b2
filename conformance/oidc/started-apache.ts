import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = '/usr/sbin/apache2';
const modules = '/usr/lib/apache2/modules';
const loaded = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'filter', 'include', 'mime'];

export interface ApacheSetup {
  readonly port: number;
  /** An RSA key in PEM, and the `kid` that it is registered under. The module breaks off without the public half. */
  readonly key: { readonly pem: string; readonly publicPem: string; readonly kid: string };
  /** Lines for mod_auth_openidc beside the address and the key. */
  readonly lines: readonly string[];
  /** The protected page, with SSI. */
  readonly page: string;
}

export interface StartedApache {
  readonly url: string;
  stop(): Promise<void>;
}

/** Debian's Apache with libapache2-mod-auth-openidc, from a configuration of the test's own, on loopback. */
export async function startApache(setup: ApacheSetup): Promise<StartedApache> {
  const module = join(modules, 'mod_auth_openidc.so');
  if (!existsSync(program) || !existsSync(module))
    throw new Error('This test needs Debian’s packages apache2 and libapache2-mod-auth-openidc.');
  const folder = mkdtempSync(join(tmpdir(), 'ena-apache-'));
  chmodSync(folder, 0o755);
  const site = join(folder, 'site', 'skyddat');
  mkdirSync(site, { recursive: true });
  writeFileSync(join(site, 'index.shtml'), setup.page);
  writeFileSync(join(folder, 'key.pem'), setup.key.pem, { mode: 0o600 });
  writeFileSync(join(folder, 'public.pem'), setup.key.publicPem);
  writeFileSync(join(folder, 'apache.conf'), configuration(folder, setup));
  const apache = spawn(program, ['-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND'], { stdio: 'ignore' });
  const ended = once(apache, 'exit');
  const url = `http://127.0.0.1:${setup.port}`;
  const stop = async () => {
    apache.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([answering(url), ended.then(() => Promise.reject(new Error('it ended')))]);
  } catch {
    const log = join(folder, 'error.log');
    const told = existsSync(log) ? readFileSync(log, 'utf8') : 'no log';
    await stop();
    throw new Error(`Apache does not answer: ${told}`);
  }
  return { url, stop };
}

function configuration(folder: string, { port, key, lines }: ApacheSetup): string {
  const load = loaded.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`);
  return [
    `ServerRoot ${folder}`,
    `PidFile ${folder}/apache.pid`,
    `ErrorLog ${folder}/error.log`,
    `Listen 127.0.0.1:${port}`,
    `ServerName 127.0.0.1:${port}`,
    'User www-data',
    'Group www-data',
    'StartServers 1',
    ...load,
    `LoadModule auth_openidc_module ${modules}/mod_auth_openidc.so`,
    'AddDefaultCharset utf-8',
    'TypesConfig /dev/null',
    'AddType text/html .shtml',
    'AddOutputFilter INCLUDES .shtml',
    `DocumentRoot ${folder}/site`,
    `OIDCRedirectURI http://127.0.0.1:${port}/skyddat/callback`,
    `OIDCPrivateKeyFiles ${key.kid}#${folder}/key.pem`,
    `OIDCPublicKeyFiles ${key.kid}#${folder}/public.pem`,
    'OIDCCryptoPassphrase hemlig-fras-för-provet',
    ...lines,
    '<Location /skyddat>',
    '  AuthType openid-connect',
    '  Require valid-user',
    '  Options +Includes',
    '  DirectoryIndex index.shtml',
    '</Location>',
    '',
  ].join('\n');
}

async function answering(url: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer !== undefined) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no answer');
}
