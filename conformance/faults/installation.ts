import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@ena/testkit/ports.ts';
import { Program } from './program.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export const consumerOrgnr = '2120000829';
export const providerOrgnr = '2021005489';

export interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

/** A connector of one organisation, and its admin API. */
export interface Connector {
  readonly folder: string;
  readonly url: string;
  readonly peerPort: number;
  readonly program: Program;
  admin(method: string, path: string, body?: object): Promise<Reply>;
}

/** Hub, two connectors and a service, as processes and sockets: nothing here shares code with them. */
export interface Installation {
  readonly hub: Program;
  readonly consumer: Connector;
  readonly provider: Connector;
  readonly anchorThumbprint: string;
  /** Calls that reached the service. */
  serviceCalls(): number;
  /** One call through both connectors. A connection that breaks is status 0. */
  ask(agent?: Agent): Promise<Reply>;
  close(): Promise<void>;
}

interface Options {
  /** Called with the folder of each organisation before its connector's first start. */
  readonly prepare?: (orgnr: string, folder: string) => void;
  readonly connector?: object;
}

export async function install({ prepare, connector }: Options = {}): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-fault-'));
  const hubPort = await freePort();
  const hubUrl = `http://127.0.0.1:${hubPort}`;
  const hub = new Program(
    'apps/hub/main.ts',
    '--data',
    join(folder, 'hub'),
    '--port',
    String(hubPort),
    '--sandbox',
    '--log-level',
    'warn',
  );
  await hub.start();
  const anchorThumbprint = await thumbprintOf(hubUrl);
  const hubToken = readFileSync(join(folder, 'hub', 'operator-token'), 'utf8').trim();
  const service = await startService();

  const organisation = async (orgnr: string, name: string): Promise<Connector> => {
    const own = join(folder, orgnr);
    const entityId = `https://${orgnr}.sandbox.localhost`;
    const [port, peerPort] = [await freePort(), await freePort()];
    const anchor = {
      entityId: 'https://hub.sandbox.localhost',
      url: hubUrl,
      thumbprints: [anchorThumbprint],
    };
    const config = {
      orgnr,
      name,
      entityId,
      port,
      peerPort,
      anchor,
      sandbox: true,
      refreshSeconds: 2,
      logLevel: 'warn',
      ...connector,
    };
    const made = spawnSync(process.execPath, ['apps/connector/new-organisation.ts', '--data', own], {
      cwd: root,
      input: JSON.stringify(config),
    });
    if (made.status !== 0) throw new Error(made.stderr.toString());
    const { jwks } = JSON.parse(made.stdout.toString()) as { jwks: object };
    await expect(
      201,
      call(hubUrl, 'POST', '/trust-framework/v1/subordinates', hubToken, {
        entityId,
        orgnr,
        organisationName: name,
        jwks,
      }),
    );
    prepare?.(orgnr, own);
    const program = new Program('apps/connector/main.ts', '--data', own, '--exit-with-parent');
    await program.start();
    const token = readFileSync(join(own, 'operator-token'), 'utf8').trim();
    const url = `http://127.0.0.1:${port}`;
    return {
      folder: own,
      url,
      peerPort,
      program,
      admin: (method, path, body) => call(url, method, `/admin/v1${path}`, token, body),
    };
  };
  const provider = await organisation(providerOrgnr, 'Bolagsverket');
  await expect(
    201,
    provider.admin('POST', '/services', { id: 'prov', title: 'Prov', url: service.url, operations }),
  );
  await expect(
    201,
    provider.admin('POST', '/grants', {
      consumer: consumerOrgnr,
      service: 'prov',
      operations,
      purposes: ['prov'],
      legalBasis: ['prov'],
      agreement: 'prov',
    }),
  );
  const consumer = await organisation(consumerOrgnr, 'Karlskrona kommun');
  await expect(201, consumer.admin('POST', '/systems', { name: 'prov', auth: 'loopback' }));
  return {
    hub,
    consumer,
    provider,
    anchorThumbprint,
    serviceCalls: () => service.calls(),
    ask: (agent) => ask(consumer.url, agent),
    close: async () => {
      for (const program of [consumer.program, provider.program, hub]) await program.end('SIGKILL');
      service.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const operations = [{ method: 'GET', path: '/svar' }];

async function startService(): Promise<{ url: string; calls(): number; close(): void }> {
  let calls = 0;
  const server: Server = createServer((_message, response) => {
    calls += 1;
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"svar":"räksmörgås"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls: () => calls, close };
}

async function thumbprintOf(hubUrl: string): Promise<string> {
  const jwt = await (await fetch(`${hubUrl}/.well-known/openid-federation`)).text();
  return (JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
}

async function call(url: string, method: string, path: string, token: string, body?: object): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
}

async function expect(status: number, answer: Promise<Reply>): Promise<void> {
  const given = await answer;
  if (given.status !== status) throw new Error(`${given.status}: ${given.text}`);
}

function ask(url: string, agent?: Agent): Promise<Reply> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const headers = { 'ena-purpose': 'prov', 'ena-legal-basis': 'prov', 'ena-subject': '191212121212' };
    const sent = request(
      { hostname, port, path: `/exchange/${providerOrgnr}/prov/svar`, headers, agent: agent ?? false },
      (message) => {
        const chunks: Buffer[] = [];
        message.on('data', (chunk: Buffer) => chunks.push(chunk));
        message.on('error', () => resolve(broken));
        message.on('end', () =>
          resolve({
            status: message.statusCode ?? 0,
            headers: message.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', () => resolve(broken));
    sent.end();
  });
}

const broken: Reply = { status: 0, headers: {}, text: '' };

/** Every exchange that the connector has on record, by id. */
export async function recorded(
  connector: Connector,
): Promise<Map<string, { readonly outcome: string; readonly status: number }>> {
  const found = new Map<string, { outcome: string; status: number }>();
  for (let page = 1; ; page += 1) {
    const { items } = JSON.parse(
      (await connector.admin('GET', `/exchanges?limit=100&page=${page}`)).text,
    ) as { items: { exchangeId: string; outcome: string; status: number }[] };
    if (items.length === 0) return found;
    for (const { exchangeId, outcome, status } of items) found.set(exchangeId, { outcome, status });
  }
}

/** Has `ena evidence verify` judge the evidence of an exchange; answers what it said, or nothing when it is good. */
export async function evidenceProblem(
  connector: Connector,
  exchangeId: string,
  thumbprint: string,
): Promise<string | undefined> {
  const answer = await connector.admin('GET', `/exchanges/${exchangeId}/evidence`);
  if (answer.status !== 200) return answer.text;
  const file = join(tmpdir(), `${exchangeId}.ena-evidence.json`);
  writeFileSync(file, answer.text);
  const judged = spawnSync(
    process.execPath,
    ['apps/cli/bin/ena.mjs', 'evidence', 'verify', file, '--anchor', thumbprint],
    { cwd: root, encoding: 'utf8' },
  );
  rmSync(file);
  return judged.status === 0 ? undefined : judged.stdout + judged.stderr;
}
