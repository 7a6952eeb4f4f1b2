import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@ena/testkit/ports.ts';
import { type HubProgram, startHubProgram } from '../hub-program.ts';
import { loopbackCertificate } from './certificate.ts';
import { type Client, newClient } from './client.ts';

/** A hub that is no sandbox, whose people log in and sign at a provider elsewhere, and a client of it. */
export interface Hubs {
  readonly hub: HubProgram;
  /** As the hub knows the provider. */
  readonly providerIssuer: string;
  readonly client: Client;
  operator(method: string, path: string, body: object): Promise<Response>;
  stop(): Promise<void>;
}

const rooms = [
  'blocks/trust-framework',
  'blocks/authorization',
  'blocks/identity',
  'base-data/company',
  'base-data/person',
  'blocks/mina-ombud',
  'governance/onboarding',
];

/** The provider is a hub of its own, a sandbox with TLS; the two know each other by configuration alone. */
export async function startHubs(): Promise<Hubs> {
  const folder = mkdtempSync(join(tmpdir(), 'ena-underskrift-å-'));
  const files = loopbackCertificate(folder);
  const [port, tlsPort] = [await freePort(), await freePort()];
  const client = await newClient();
  const providerIssuer = `https://127.0.0.1:${tlsPort}/identity`;
  const broker = 'https://kommunen.example/inloggning';
  const starting = startProvider(files, tlsPort, broker, `http://127.0.0.1:${port}/identity`);
  const stopOthers = async () => {
    await Promise.all([starting.then((provider) => provider.stop()), client.stop()]);
    rmSync(folder, { recursive: true, force: true });
  };
  const upstream = {
    id: 'prov',
    issuer: providerIssuer,
    client_id: broker,
    name_sv: 'Provlegitimation',
    name_en: 'Trial e-identification',
    signs: true,
    private_network: true,
  };
  const hub = await startHubProgram({
    rooms,
    port,
    sandbox: false,
    env: { NODE_EXTRA_CA_CERTS: files.certificate },
    configuration: {
      'blocks/trust-framework': { entityId: 'https://kommunen.example' },
      'blocks/identity': { clients: [client.registration], upstreamProviders: [upstream] },
    },
  }).catch(async (error: unknown) => {
    await stopOthers();
    throw error;
  });
  await starting;
  return {
    hub,
    providerIssuer,
    client,
    operator: (method, path, body) => asOperator(hub, method, path, body),
    stop: async () => {
      await hub.stop();
      await stopOthers();
    },
  };
}

function startProvider(files: object, port: number, broker: string, ours: string): Promise<HubProgram> {
  return startHubProgram({
    rooms: ['blocks/trust-framework', 'blocks/identity'],
    publicUrl: `https://127.0.0.1:${port}`,
    configuration: {
      tls: { port, ...files },
      'blocks/identity': {
        clients: [
          {
            client_id: broker,
            client_name: 'Kommunens inloggning',
            redirect_uris: [`${ours}/upstream/callback`],
            jwks_uri: `${ours}/client-jwks`,
            may_sign: true,
          },
        ],
      },
    },
  });
}

async function asOperator(hub: HubProgram, method: string, path: string, body: object): Promise<Response> {
  const headers = { authorization: `Bearer ${hub.operatorToken}`, 'content-type': 'application/json' };
  const answer = await fetch(`${hub.url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}
