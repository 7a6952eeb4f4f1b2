import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { request } from 'undici';
import type { Upstream } from '../state/services.ts';

interface Token {
  readonly value: string;
  /** Fetch a new one from here on, milliseconds since the epoch. */
  readonly renewAt: number;
}

/**
 * Access tokens for the organisation's own services (RFC 6749 §4.4), so that a service keeps its published
 * contract and its token endpoint unchanged behind the connector. One token serves all until shortly before it ends.
 */
export class UpstreamTokens {
  readonly #clock: Clock;
  readonly #tokens = new Map<string, Token>();
  readonly #underWay = new Map<string, Promise<Result<string, string>>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Without a promise when one is at hand: the common case costs nothing. */
  get(upstream: Upstream): string | Promise<Result<string, string>> {
    const key = `${upstream.tokenUrl} ${upstream.clientId} ${upstream.scope}`;
    const token = this.#tokens.get(key);
    if (token && this.#clock.now() < token.renewAt) return token.value;
    const running = this.#underWay.get(key);
    if (running) return running;
    const fetched = this.#fetch(upstream, key).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, fetched);
    return fetched;
  }

  /** The service refused the token: the next call fetches another. */
  forget(upstream: Upstream): void {
    this.#tokens.delete(`${upstream.tokenUrl} ${upstream.clientId} ${upstream.scope}`);
  }

  async #fetch(upstream: Upstream, key: string): Promise<Result<string, string>> {
    try {
      const secret = readFileSync(upstream.secretFile, 'utf8').trim();
      const basic = Buffer.from(
        `${encodeURIComponent(upstream.clientId)}:${encodeURIComponent(secret)}`,
      ).toString('base64');
      const response = await request(upstream.tokenUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', scope: upstream.scope }).toString(),
        headersTimeout: 5_000,
        bodyTimeout: 5_000,
      });
      const body = (await response.body.json()) as { access_token?: unknown; expires_in?: unknown };
      if (response.statusCode !== 200 || typeof body.access_token !== 'string')
        return fail(`token endpoint answered ${response.statusCode}`);
      const lifetime = typeof body.expires_in === 'number' ? body.expires_in : 60;
      this.#tokens.set(key, { value: body.access_token, renewAt: this.#clock.now() + lifetime * 900 });
      return ok(body.access_token);
    } catch (error) {
      return fail(error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown');
    }
  }
}
