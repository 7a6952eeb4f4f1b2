import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signDetached } from '@ena/kernel/crypto/detached-jws.ts';
import { generateRsaKey, type RsaSigningKey, rsaPublicJwk } from '@ena/kernel/crypto/rsa-keys.ts';
import type { RemoteProducer } from '../remote-call.ts';
import { byra, golv } from './sample-calls.ts';

/** What a real server heard. */
export interface Heard {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answering = (heard: Heard, response: ServerResponse) => void | Promise<void>;

export interface ServedProducer {
  readonly url: string;
  readonly heard: Heard[];
  /** How it answers from now on. */
  answering: Answering;
  close(): Promise<void>;
}

/** An HTTP server in the place of a connector with a producer behind it. */
export async function serveProducer(answering: Answering): Promise<ServedProducer> {
  const heard: Heard[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
    heard.push(one);
    await served.answering(one, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const served: ServedProducer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    answering,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return served;
}

export function remoteOf(
  { url }: Pick<ServedProducer, 'url'>,
  relyingParty: string,
  change: Partial<RemoteProducer> = {},
): RemoteProducer {
  return {
    relyingParty,
    service: 'fullmakter',
    exchangeUrl: url,
    system: 'hubben',
    systemKey: 'hemlig-nyckel',
    purpose: 'kontroll av fullmakt',
    legalBasis: 'SFS 2009:400',
    deadlineMs: 400,
    ...change,
  };
}

export function json(body: unknown, status = 200): Answering {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
}

/** Keys at `/jwks`, and this for every other question. */
export function withKeys(keys: readonly RsaSigningKey[], rest: Answering): Answering {
  const jwks = {
    keys: keys.map((key) => rsaPublicJwk(key, { commonName: 'producent', from: 0, days: 1 })),
  };
  return (heard, response) =>
    heard.url.endsWith('/jwks') ? json(jwks)(heard, response) : rest(heard, response);
}

export const page = { size: 20, number: 0, totalElements: 1, totalPages: 1 };
const grantor = { id: golv.id, typ: 'orgnr', namn: golv.name };
const holder = { id: byra.id, typ: 'orgnr', namn: byra.name };

export const madeKey = generateRsaKey;

export async function signedKontext(tredjeman: string, key: RsaSigningKey, change: object = {}) {
  const payload = {
    tredjeman,
    fullmaktsgivare: grantor,
    fullmaktsgivarroll: 'ORGANISATION',
    fullmaktshavare: [holder],
    behorigheter: [{ kod: 'å', fullmakt: '8ba13558-f639-40ca-a009-52c0cad0414f' }],
    tidpunkt: '2026-11-22T11:59:58.5+01:00',
    ...change,
  };
  return { ...payload, _sig: await signDetached(payload, key) };
}

export function listItem(tredjeman: string, id: string, rubrik: string) {
  return {
    id,
    referensnummer: 'MOF0000000021',
    status: 'GILTIG',
    rubrik,
    giltigFrom: '2024-02-29',
    tredjeman,
    fullmaktsgivare: grantor,
    fullmaktsgivarroll: 'ORGANISATION',
    fullmaktshavare: [holder],
  };
}

export async function signedMandate(tredjeman: string, id: string, key: RsaSigningKey, metadata: object) {
  const payload = {
    fullmakt: {
      id,
      ursprung: { mall: '5b1f7c1e-7f0e-4c3b-8a5d-1f2e3d4c5b6a' },
      rubrik: 'Bygglov å småhus',
      beskrivning: 'Företräda',
      giltigFrom: '2024-02-29',
      skapare: grantor,
      skapadTidpunkt: '2024-02-29T00:00:00+01:00',
      transportfullmakt: false,
      fullmaktsgivare: grantor,
      fullmaktsgivarroll: 'ORGANISATION',
      fullmaktshavare: [holder],
      tredjeman: { id: tredjeman, typ: 'orgnr', namn: 'Östersunds kommun' },
      signatarer: [],
      behorigheter: [{ kod: 'å', rubrik: 'Ansöka' }],
    },
    metadata: { referensnummer: 'MOF0000000021', underskrifter: [], ...metadata },
    svarstidpunkt: '2026-11-22T11:59:58+01:00',
  };
  return { ...payload, _sig: await signDetached(payload, key) };
}
