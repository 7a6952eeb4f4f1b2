import { writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { second, systemClock } from '@ena/kernel/time.ts';

/**
 * The federation beneath the anchor, as one program: intermediates, and the entities beneath them, each with a
 * configuration of its own over HTTPS. `outside.ts ENTITIES INTERMEDIATES ANCHOR CERTIFICATE-FILE`; prints one JSON line.
 */
const [entities = '500', intermediates = '10', anchor = '', certificateFile = ''] = process.argv.slice(2);

interface Party {
  readonly name: string;
  readonly key: SigningKey;
}

const tls = makeTlsIdentity('localhost', systemClock, { days: 2, dnsNames: ['localhost'], ipAddresses: [] });
writeFileSync(certificateFile, tls.certPem);
const pages = new Map<string, string>();
const server = createServer({ cert: tls.certPem, key: tls.keyPem }, (request, response) => {
  const page = pages.get(request.url ?? '');
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'application/entity-statement+jwt' });
  response.end(page);
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `https://localhost:${(server.address() as AddressInfo).port}`;

const party = (name: string): Party => ({ name, key: generateEs256Key() });
const idOf = ({ name }: Party) => `${origin}/${name}`;
const iat = Math.floor(systemClock.now() / second);
const times = { iat, exp: iat + 86_400 };

async function publish(one: Party, superior: string, metadata: object): Promise<void> {
  const id = idOf(one);
  const claims = {
    iss: id,
    sub: id,
    ...times,
    jwks: { keys: [one.key.publicJwk] },
    authority_hints: [superior],
    metadata,
  };
  pages.set(
    `/${one.name}/.well-known/openid-federation`,
    await signJwt('entity-statement+jwt', claims, one.key),
  );
}

async function vouch(superior: Party, one: Party): Promise<void> {
  const policy = {
    openid_relying_party: { grant_types: { subset_of: ['authorization_code', 'refresh_token'] } },
  };
  const claims = {
    iss: idOf(superior),
    sub: idOf(one),
    ...times,
    jwks: { keys: [one.key.publicJwk] },
    metadata_policy: policy,
  };
  const path = `/${superior.name}/fetch?sub=${encodeURIComponent(idOf(one))}`;
  pages.set(path, await signJwt('entity-statement+jwt', claims, superior.key));
}

const client = (name: string) => ({
  openid_relying_party: {
    client_name: `Tjänst ${name} åäö`,
    redirect_uris: [`https://${name}.example/callback`],
    grant_types: ['authorization_code', 'implicit'],
    jwks: { keys: [generateEs256Key().publicJwk] },
  },
});

const superiors = Array.from({ length: Number(intermediates) }, (_, index) => party(`region-${index}`));
for (const superior of superiors) {
  const federation_fetch_endpoint = `${idOf(superior)}/fetch`;
  await publish(superior, anchor, { federation_entity: { federation_fetch_endpoint } });
}
const leaves = Array.from({ length: Number(entities) - superiors.length }, (_, index) =>
  party(`tjanst-${index}`),
);
for (const [index, leaf] of leaves.entries()) {
  const superior = superiors[index % superiors.length] as Party;
  await publish(leaf, idOf(superior), client(leaf.name));
  await vouch(superior, leaf);
}

const told = {
  intermediates: superiors.map((one) => ({ entityId: idOf(one), jwk: one.key.publicJwk })),
  leaves: leaves.map(idOf),
};
process.stdout.write(`${JSON.stringify(told)}\n`);
process.stdin.on('end', () => process.exit(0)).resume();
