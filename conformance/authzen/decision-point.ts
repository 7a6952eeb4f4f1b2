import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scopes = ['access:evaluate', 'access-policy:read', 'access-policy:write'];

/** A published file of the AuthZEN working group. */
export function published<Content>(name: string): Content {
  const url = new URL(`../../../shared/contracts/authzen/${name}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Content;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: the tests judge what comes
  readonly json: any;
}

/** A hub as a program of its own, with a client that may ask and administer. */
export class DecisionPoint {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ena-conformance-'));
  #hub: ChildProcess | undefined;
  #token = '';
  url = '';

  async start(): Promise<void> {
    const rooms = 'blocks/trust-framework,blocks/authorization';
    const port = String(await freePort());
    const hub = spawn(
      process.execPath,
      [
        join(root, 'apps/hub/main.ts'),
        ...['--data', this.#folder, '--port', port, '--rooms', rooms, '--sandbox', '--log-level', 'silent'],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, DATABASE_URL: '' } },
    );
    this.#hub = hub;
    const [line] = (await Promise.race([once(hub.stdout, 'data'), once(hub, 'exit')])) as [unknown];
    this.url = (JSON.parse(String(line)) as { url: string }).url;
    this.#token = await this.token(scopes);
  }

  async stop(): Promise<void> {
    if (this.#hub !== undefined && this.#hub.exitCode === null) {
      const gone = once(this.#hub, 'exit');
      this.#hub.kill('SIGTERM');
      await gone;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A token of a new client with these scopes. */
  async token(wanted: readonly string[]): Promise<string> {
    const operator = readFileSync(join(this.#folder, 'operator-token'), 'utf8').trim();
    const id = `conformance-${wanted.join('-').replaceAll(/[^a-z-]/g, '-')}`;
    const made = await fetch(`${this.url}/admin/v1/clients`, {
      method: 'POST',
      headers: { authorization: `Bearer ${operator}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id, organisation: '2120000829', scopes: wanted }),
    });
    const { secret } = (await made.json()) as { secret: string };
    const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
    const answer = await fetch(`${this.url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, scope: wanted.join(' ') }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  }

  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json');
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    };
  }

  ask(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer> {
    return this.call('POST', `/access/v1/${path}`, body, headers);
  }

  /** Adds a rule through the administration API. */
  async add(collection: string, rule: unknown): Promise<void> {
    const made = await this.call('POST', `/access-policy/v1/${collection}`, rule);
    if (made.status !== 201) throw new Error(`${collection} was answered ${made.status}: ${made.text}`);
  }
}
