import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwtUnverified, signJwt } from '@ena/kernel/crypto/jwt.ts';
import { generateEs256Key } from '@ena/kernel/crypto/keys.ts';

/** The least that connectors need of a hub, in memory: for benches and for tests of single parts. No witness. */
export interface BenchAnchor {
  readonly entityId: string;
  readonly url: string;
  readonly thumbprint: string;
  close(): void;
}

const hours = 96 * 3600;

export async function startBenchAnchor(): Promise<BenchAnchor> {
  const key = generateEs256Key();
  const entityId = 'https://anchor.bench.localhost';
  const leaves = new Map<string, { orgnr: string; jwt: string; statement: string }>();
  const iat = Math.floor(Date.now() / 1000);
  const own = await signJwt(
    'entity-statement+jwt',
    { iss: entityId, sub: entityId, iat, exp: iat + hours, jwks: { keys: [key.publicJwk] }, metadata: {} },
    key,
  );

  const publish = async (jwt: string) => {
    const payload = decodeJwtUnverified(jwt)?.payload as {
      sub: string;
      jwks: object;
      metadata: { ena_connector: { orgnr: string } };
    };
    const { orgnr } = payload.metadata.ena_connector;
    const statement = await signJwt(
      'entity-statement+jwt',
      {
        iss: entityId,
        sub: payload.sub,
        iat,
        exp: iat + hours,
        jwks: payload.jwks,
        metadata: { ena_connector: { orgnr } },
      },
      key,
    );
    leaves.set(payload.sub, { orgnr, jwt, statement });
  };
  const answer = async (message: IncomingMessage, response: ServerResponse) => {
    const url = new URL(message.url ?? '/', 'http://anchor');
    if (url.pathname.includes('/inventory'))
      return response.writeHead(404).end('{"type":"urn:ena:problem:http:not-found"}');
    if (message.method === 'PUT') {
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk as Buffer);
      await publish(Buffer.concat(chunks).toString());
      return response.writeHead(200).end('{}');
    }
    const orgnr = /\/organisations\/([0-9]{10})$/.exec(url.pathname)?.[1];
    const found = [...leaves].find(
      ([sub, leaf]) => sub === url.searchParams.get('sub') || leaf.orgnr === orgnr,
    );
    if (!found) return response.writeHead(404).end('{}');
    if (orgnr)
      return response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ entityId: found[0] }));
    const chain = [found[1].jwt, found[1].statement, own];
    return response
      .writeHead(200)
      .end(
        await signJwt(
          'resolve-response+jwt',
          { iss: entityId, sub: found[0], iat, exp: iat + hours, trust_chain: chain },
          key,
        ),
      );
  };
  const server = createServer((message, response) => void answer(message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    entityId,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    thumbprint: key.kid,
    close: () => void server.close(),
  };
}
