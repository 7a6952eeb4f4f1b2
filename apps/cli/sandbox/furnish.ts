import { join } from 'node:path';
import type { Grant, Service } from '@ena/client/connector.ts';
import { readOperatorToken } from '../folder/operator-token.ts';
import type { Reached } from '../organisation/reach.ts';
import { allPages } from '../shell/all-pages.ts';
import { ok, type Result } from '../shell/outcome.ts';
import { ensureClient } from './client-secret.ts';
import { consumer, consumerSystem, sandboxGrant } from './plan.ts';
import type { Site } from './programs.ts';
import { basePath, operations, scope } from './wire/vardefulla-datamangder.ts';

/* What the two organisations of the sandbox have agreed on. Everything is looked up before it is made, so that a
   second start finds it done. */

export const serviceId = 'foretag';

/** An organisation's system that asks. */
export async function furnishConsumer({ client, told }: Reached): Promise<Result<void>> {
  const systems = told(await allPages(client.systems));
  if (systems.kind === 'failed') return systems;
  if (systems.value.some(({ name }) => name === consumerSystem)) return ok(undefined);
  const added = told(await client.addSystem({ name: consumerSystem, auth: 'loopback' }));
  return added.kind === 'failed' ? added : ok(undefined);
}

/** Bolagsverket's service, its credentials at the company service, and the grant for Karlskrona. */
export async function furnishProvider(
  reached: Reached,
  companyUrl: string,
  site: Site,
): Promise<Result<void>> {
  const operatorToken = readOperatorToken(join(site.data, 'company'));
  if (operatorToken.kind === 'failed') return operatorToken;
  const { fetch } = site.shell;
  const secretFile = join(reached.organisation.folder, 'secrets', serviceId);
  const secret = await ensureClient(
    { url: companyUrl, operatorToken: operatorToken.value, fetch },
    {
      id: `connector-${reached.organisation.orgnr}`,
      organisation: reached.organisation.orgnr,
      scopes: scope.split(' '),
    },
    secretFile,
  );
  if (secret.kind === 'failed') return secret;
  const offered = await offerService(reached, companyUrl, secretFile);
  return offered.kind === 'failed' ? offered : grantConsumer(reached, consumer.orgnr);
}

async function offerService(
  { client, told, organisation }: Reached,
  url: string,
  secretFile: string,
): Promise<Result<void>> {
  const service: Service = {
    id: serviceId,
    title: 'Företagsinformation (värdefulla datamängder)',
    url: `${url}${basePath}`,
    operations,
    upstream: {
      kind: 'oauth',
      tokenUrl: `${url}/oauth2/token`,
      clientId: `connector-${organisation.orgnr}`,
      secretFile,
      scope,
    },
  };
  const services = told(await allPages(client.services));
  if (services.kind === 'failed') return services;
  const known = services.value.find(({ id }) => id === serviceId);
  if (known?.url === service.url && known.upstream?.secretFile === secretFile) return ok(undefined);
  const added = told(await client.addService(service));
  return added.kind === 'failed' ? added : ok(undefined);
}

/** Bolagsverket's grant for one organisation. */
export async function grantConsumer({ client, told }: Reached, orgnr: string): Promise<Result<void>> {
  const grants = told(await allPages(client.grants));
  if (grants.kind === 'failed') return grants;
  if (grants.value.some((grant) => isSandboxGrant(grant, orgnr))) return ok(undefined);
  const { purpose, legalBasis, agreement } = sandboxGrant;
  const added = told(
    await client.addGrant({
      consumer: orgnr,
      service: serviceId,
      operations,
      purposes: [purpose],
      legalBasis: [legalBasis],
      agreement,
    }),
  );
  return added.kind === 'failed' ? added : ok(undefined);
}

function isSandboxGrant(grant: Grant, orgnr: string): boolean {
  return (
    grant.agreement === sandboxGrant.agreement && grant.consumer === orgnr && grant.service === serviceId
  );
}
