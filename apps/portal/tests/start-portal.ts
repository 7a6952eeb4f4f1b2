import { startTestHub, type TestHub } from '@ena/testkit/hub.ts';
import type { ClientKey, PortalOptions, Secrets } from '../options.ts';
import { openPortal } from '../portal.ts';

/** Secrets for tests, from the runtime's own chance. */
export const testSecrets: Secrets = {
  make: () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url'),
  fingerprint: (secret) => `fingerprint of ${secret}`,
  same: (a, b) => a === b,
};

/** Where the portal under test believes that browsers reach it; `Browser` maps it to the real port. */
export const publicUrl = 'http://portal.localhost';

export async function testClientKey(): Promise<ClientKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pair = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const jwk = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return {
    kid: 'portal-1',
    privateKey: pair.privateKey,
    publicJwk: { ...jwk, kid: 'portal-1', alg: 'ES256' },
  };
}

export function portalOptions(changes: Partial<PortalOptions>): PortalOptions {
  return {
    hubUrl: 'http://127.0.0.1:1',
    publicUrl,
    rooms: [],
    watch: [],
    sandbox: true,
    clock: { now: () => Date.now() },
    fetch,
    secrets: testSecrets,
    deadlineMs: 500,
    ...changes,
  };
}

/** The portal's routes in the hub's server, beside no rooms. */
export function startPortal(options: PortalOptions): Promise<TestHub> {
  return startTestHub({ rooms: [], mounts: [{ room: 'apps/portal', ...openPortal(options) }] });
}

/** A browser as far as log-ins need one: it keeps the cookie, follows nothing by itself and sends forms. */
export class Reader {
  readonly #url: string;
  cookie: string | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#call(path, { headers });
  }

  async post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = { origin: publicUrl },
  ): Promise<Response> {
    return this.#call(path, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  /** From our log-in address over the provider back to the callback; the callback's answer. */
  async logIn(path = '/portal/log-in'): Promise<Response> {
    const begun = await this.get(path);
    const authorized = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
    const back = new URL(authorized.headers.get('location') ?? '');
    return this.get(back.pathname + back.search);
  }

  /** The hidden token in a page's forms. */
  async token(path = '/privat'): Promise<string> {
    const page = await (await this.get(path)).text();
    return /name="form-token" value="([^"]+)"/.exec(page)?.[1] ?? '';
  }

  async #call(path: string, init: { headers: Record<string, string> } & RequestInit): Promise<Response> {
    const headers = { ...init.headers, ...(this.cookie !== undefined && { cookie: this.cookie }) };
    const answer = await fetch(this.#url + path, { ...init, headers, redirect: 'manual' });
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = /Max-Age=0/.test(set) ? undefined : set.split(';')[0];
    return answer;
  }
}
