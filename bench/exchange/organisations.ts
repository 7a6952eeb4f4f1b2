import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { type BenchAnchor, startBenchAnchor } from '@ena/testkit/bench-anchor.ts';
import { createConnectorClient } from './admin-client.ts';
import type { Program } from './processes.ts';

const operation = { method: 'POST', path: '/organisationer' };
/** Where a system of the consumer calls the provider's service. */
export const exchangePath = '/exchange/2021005489/foretag/organisationer';
export const statement = { 'ena-purpose': 'bench', 'ena-legal-basis': 'bench' };

interface Options {
  /** Starts a connector in a folder; resolves when it takes calls. */
  readonly begin: (name: string, home: string) => Promise<Program>;
  readonly folder: string;
  /** The first of four ports; the consumer's systems call this one. */
  readonly first: number;
  readonly servicePort: number;
  readonly groupSignatures: boolean;
}

/** Two organisations with an anchor of their own: consumer and provider, which offers and grants one operation. */
export async function startOrganisations(options: Options): Promise<readonly [Program, Program]> {
  const { begin, first } = options;
  const anchor = await startBenchAnchor();
  const providerHome = makeHome(options, anchor, {
    orgnr: '2021005489',
    name: 'Bolagsverket',
    port: first + 2,
  });
  const consumerHome = makeHome(options, anchor, {
    orgnr: '2120000829',
    name: 'Karlskrona kommun',
    port: first,
  });
  const provider = await begin('provider', providerHome);
  const consumer = await begin('consumer', consumerHome);
  const admin = createConnectorClient(providerHome, first + 2);
  const url = `http://127.0.0.1:${options.servicePort}`;
  await admin.post('services', { id: 'foretag', title: 'Företag', url, operations: [operation] });
  await admin.post('grants', {
    consumer: '2120000829',
    service: 'foretag',
    operations: [operation],
    purposes: ['bench'],
    legalBasis: ['bench'],
    agreement: 'bench',
  });
  await createConnectorClient(consumerHome, first).post('systems', { name: 'bench', auth: 'loopback' });
  return [consumer, provider];
}

function makeHome(
  { folder, first, groupSignatures }: Options,
  anchor: BenchAnchor,
  { orgnr, name, port }: { readonly orgnr: string; readonly name: string; readonly port: number },
): string {
  const home = join(folder, `${orgnr}-${first}`);
  mkdirSync(home, { recursive: true });
  openKeyRing(join(home, 'keys'), 'federation', 'ES256');
  const config = {
    orgnr,
    name,
    entityId: `https://${orgnr}.bench.localhost`,
    port,
    peerPort: port + 1,
    anchor: { entityId: anchor.entityId, url: anchor.url, thumbprints: [anchor.thumbprint] },
    sandbox: true,
    groupSignatures,
    shareInventory: false,
    ratePerSecond: 1e6,
    rateBurst: 1e6,
  };
  writeFileSync(join(home, 'connector.json'), JSON.stringify(config));
  return home;
}
