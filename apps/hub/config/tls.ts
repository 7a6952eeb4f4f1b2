import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { TlsListenerOptions } from '@ena/kernel/http/tls-listener.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';

/**
 * The key `tls` of `config.json`: a second listener of the hub, for systems that show a client certificate
 * (RFC 8705). Absent, there is none; a proxy before the hub can then show certificates by the authorization room's
 * `certificateHeader`. Files are read at the start; paths are relative to the hub's folder.
 */
export interface TlsConfig {
  readonly port: number;
  /** Default: the address of the hub itself (`--host`). */
  readonly host?: string;
  /** The server's certificate with its chain, PEM. */
  readonly certificate: string;
  /** Its private key, PEM. */
  readonly key: string;
  /**
   * Authorities whose client certificates count, PEM. Absent: any certificate does, also one that its holder made; it
   * proves nothing but the key that a token is bound to (RFC 8705 §2.2, §3).
   */
  readonly clientCa?: string;
}

const form =
  '"tls" in config.json is {"port", "host"?, "certificate", "key", "clientCa"?}, the last three files in PEM';

/** Fails with one sentence that says what to mend. */
export function readTlsConfig(
  given: unknown,
  { folder, host }: { readonly folder: string; readonly host: string },
): Result<TlsListenerOptions | undefined, string> {
  if (given === undefined) return ok(undefined);
  if (!isTlsConfig(given)) return fail(`${form}.`);
  try {
    const read = (file: string) => readFileSync(resolve(folder, file), 'utf8');
    const { clientCa } = given;
    return ok({
      host: given.host ?? host,
      port: given.port,
      certPem: read(given.certificate),
      keyPem: read(given.key),
      ...(clientCa !== undefined && { clientCaPem: read(clientCa) }),
    });
  } catch (error) {
    return fail(`A file that "tls" in config.json names cannot be read: ${(error as Error).message}.`);
  }
}

const keys = new Set(['port', 'host', 'certificate', 'key', 'clientCa']);

function isTlsConfig(value: unknown): value is TlsConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { port, host = '', certificate, key, clientCa = '' } = value as Record<string, unknown>;
  const texts = [host, certificate, key, clientCa].every((one) => typeof one === 'string');
  const isPort = Number.isInteger(port) && Number(port) >= 1 && Number(port) <= 65_535;
  return texts && isPort && Object.keys(value).every((name) => keys.has(name));
}
