import { rfc3339 } from '@ena/kernel/time.ts';
import { encodeBase64 } from '@ena/kernel/trace/base64.ts';
import { type Bytes, concatBytes, utf8 } from '@ena/kernel/trace/bytes.ts';
import { hex } from '../text.ts';
import { sha256, thumbprint } from '../web-crypto.ts';
import { logWith } from './build-log.ts';
import { type MessageKey, makeMessageKey, makeNoteKey, type NoteKey, signStatement } from './keys.ts';

/** 2026-03-02, 10:00 in Sweden. */
export const exchangeTime = Date.parse('2026-03-02T09:00:00.123Z');
const anchorId = 'https://hub.sandbox.localhost';

interface Party {
  readonly orgnr: string;
  readonly name: string;
  readonly entityId: string;
  readonly endpoint: string;
  readonly federation: MessageKey;
  readonly messages: MessageKey;
  readonly log: NoteKey;
}

/** An anchor, its witness and two organisations, each with real keys. */
export interface World {
  readonly anchor: MessageKey;
  readonly anchorThumbprint: string;
  readonly witness: NoteKey;
  readonly consumer: Party;
  readonly provider: Party;
}

export async function makeWorld(): Promise<World> {
  const anchor = await makeMessageKey();
  return {
    anchor,
    anchorThumbprint: await thumbprint(anchor.jwk),
    witness: await makeNoteKey('hub.sandbox.localhost/witness', 4),
    consumer: await makeParty('2120000829', 'Karlskrona kommun', 8411),
    provider: await makeParty('2021005489', 'Bolagsverket', 8421),
  };
}

async function makeParty(orgnr: string, name: string, port: number): Promise<Party> {
  const host = `${orgnr}.sandbox.localhost`;
  const [federation, messages, log] = [
    await makeMessageKey(),
    await makeMessageKey(),
    await makeNoteKey(`${host}/log`, 1),
  ];
  return {
    orgnr,
    name,
    entityId: `https://${host}`,
    endpoint: `https://127.0.0.1:${port}`,
    federation,
    messages,
    log,
  };
}

/** Why the provider's connector refuses, where it does. */
const refusal = 'urn:ena:problem:exchange:grant-missing';

type Json = Record<string, unknown>;

/** What a test makes otherwise than a genuine exchange. Each change is made before anything is signed over it. */
export interface Changes {
  readonly role?: 'consumer' | 'provider';
  readonly outcome?: 'answered' | 'refused' | 'no-answer';
  /** Entries in the log, and which of them is ours. */
  readonly size?: number;
  readonly index?: number;
  /** Seconds since the epoch; `null`: the witness has not signed. */
  readonly witnessedAt?: number | null;
  readonly requestLines?: (lines: Record<string, string>) => Record<string, string>;
  readonly responseLines?: (lines: Record<string, string>) => Record<string, string>;
  readonly created?: number;
  readonly record?: (record: Json) => Json;
  readonly leafClaims?: (claims: Json) => Json;
  readonly subordinateClaims?: (claims: Json) => Json;
  readonly anchorClaims?: (claims: Json) => Json;
  readonly messageSigner?: MessageKey;
  readonly statementSigner?: MessageKey;
  readonly logSigner?: NoteKey;
  readonly extraNoteLine?: string;
}

export interface EvidenceJson {
  format: string;
  record: string;
  salt: string;
  index: number;
  proof: string;
  trust: { consumer: string[]; provider: string[] };
}

/** Makes a whole evidence file with real signatures, hashes and proofs. */
export async function buildEvidence(world: World, changes: Changes = {}): Promise<EvidenceJson> {
  const trust = {
    consumer: await chainOf(world, world.consumer, changes),
    provider: await chainOf(world, world.provider, changes),
  };
  const request = await signMessage(requestLines(world, changes), world.consumer, changes);
  const response = await signMessage(responseLines(request.signature, changes), world.provider, changes);
  const answered = changes.outcome !== 'no-answer';
  const record: Json = {
    version: 1,
    role: changes.role ?? 'consumer',
    exchangeId: '0195566f-7c7b-7000-8000-0000000000aa',
    receivedAt: rfc3339(exchangeTime),
    completedAt: rfc3339(exchangeTime + 40),
    consumer: { orgnr: world.consumer.orgnr, entityId: world.consumer.entityId, system: 'verksamhetssystem' },
    provider: {
      orgnr: world.provider.orgnr,
      entityId: world.provider.entityId,
      service: 'foretagsinformation',
    },
    operation: { method: 'POST', path: '/organisationer/{id}' },
    purpose: 'handlaggning-av-arende',
    legalBasis: 'SFS 2017:900 6 kap. 8 §'.replace('§', 'par.'),
    subject: '5560000000',
    outcome: changes.outcome ?? 'answered',
    ...(changes.outcome === 'refused' && { problem: refusal }),
    ...(changes.outcome === 'no-answer' && { problem: 'urn:ena:problem:exchange:provider-timeout' }),
    request: { ...request, bytes: 44 },
    response: answered ? { ...response, status: 200, bytes: 2000 } : null,
    statements: { consumer: await hashes(trust.consumer), provider: await hashes(trust.provider) },
  };
  return place(world, trust, utf8(JSON.stringify(changes.record?.(record) ?? record)), changes);
}

async function place(
  world: World,
  trust: EvidenceJson['trust'],
  record: Bytes,
  changes: Changes,
): Promise<EvidenceJson> {
  const salt = crypto.getRandomValues(new Uint8Array(32));
  const { size = 7, index = 4, role = 'consumer' } = changes;
  const owner = world[role];
  const entry = await sha256(concatBytes(salt, record));
  const { head, path } = await logWith(`${owner.entityId.slice('https://'.length)}/log`, entry, index, size);
  const time = changes.witnessedAt === undefined ? Math.floor(exchangeTime / 1000) + 2 : changes.witnessedAt;
  const lines = [
    await (changes.logSigner ?? owner.log).line(head),
    time === null ? '' : await world.witness.line(head, time),
    changes.extraNoteLine ?? '',
  ];
  const proof = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...path.map(encodeBase64)].join('\n');
  return {
    format: 'ena-evidence/1',
    record: encodeBase64(record),
    salt: encodeBase64(salt),
    index,
    proof: `${proof}\n\n${head}\n${lines.join('')}`,
    trust,
  };
}

async function hashes(chain: readonly string[]): Promise<string[]> {
  return Promise.all(chain.map(async (jwt) => hex(await sha256(utf8(jwt)))));
}

async function chainOf(world: World, party: Party, changes: Changes): Promise<string[]> {
  const iat = Math.floor(exchangeTime / 1000) - 3600;
  const times = { iat, exp: iat + 96 * 3600 };
  const leaf: Json = {
    iss: party.entityId,
    sub: party.entityId,
    ...times,
    jwks: { keys: [party.federation.jwk] },
    authority_hints: [anchorId],
    metadata: {
      ena_connector: {
        exchange_endpoint: party.endpoint,
        jwks: { keys: [party.messages.jwk] },
        tls_pins: [],
        log: {
          origin: `${party.orgnr}.sandbox.localhost/log`,
          vkey: party.log.vkey,
          url: 'http://127.0.0.1/log',
        },
        services: [],
      },
    },
  };
  const subordinate: Json = {
    iss: anchorId,
    sub: party.entityId,
    ...times,
    jwks: { keys: [party.federation.jwk] },
    metadata: { ena_connector: { orgnr: party.orgnr }, federation_entity: { organization_name: party.name } },
  };
  const anchor: Json = {
    iss: anchorId,
    sub: anchorId,
    ...times,
    jwks: { keys: [world.anchor.jwk] },
    metadata: { ena_hub: { witness_vkey: world.witness.vkey } },
  };
  return [
    await signStatement(changes.leafClaims?.(leaf) ?? leaf, party.federation),
    await signStatement(
      changes.subordinateClaims?.(subordinate) ?? subordinate,
      changes.statementSigner ?? world.anchor,
    ),
    await signStatement(changes.anchorClaims?.(anchor) ?? anchor, world.anchor),
  ];
}

function requestLines(world: World, changes: Changes): Record<string, string> {
  const { consumer, provider } = world;
  const lines = {
    '"@method"': 'POST',
    '"@target-uri"': `${provider.endpoint}/exchange/${provider.orgnr}/foretagsinformation/organisationer/5560000000?f%C3%A4lt=namn`,
    '"content-type"': 'application/json',
    '"content-digest"': 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
    '"ena-client"': `${consumer.orgnr}/verksamhetssystem`,
    '"ena-exchange-id"': '0195566f-7c7b-7000-8000-0000000000aa',
    '"ena-legal-basis"': 'SFS 2017:900 6 kap. 8 par.',
    '"ena-purpose"': 'handlaggning-av-arende',
    '"ena-service"': `${provider.orgnr}/foretagsinformation`,
    '"ena-subject"': '5560000000',
  };
  return changes.requestLines?.(lines) ?? lines;
}

function responseLines(requestSignature: string, changes: Changes): Record<string, string> {
  const lines = {
    '"@status"': '200',
    '"content-type"': 'application/json',
    '"content-digest"': 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
    '"ena-exchange-id"': '0195566f-7c7b-7000-8000-0000000000aa',
    '"signature";req;key="ena"': `:${requestSignature}:`,
  };
  const whole = changes.outcome === 'refused' ? { ...lines, '"ena-error"': refusal } : lines;
  return changes.responseLines?.(whole) ?? whole;
}

async function signMessage(lines: Record<string, string>, party: Party, changes: Changes) {
  const keyid = `${party.entityId}#${party.messages.jwk.kid}`;
  const created = changes.created ?? Math.floor(exchangeTime / 1000);
  const parameters = `(${Object.keys(lines).join(' ')});created=${created};keyid="${keyid}";alg="ecdsa-p256-sha256";tag="ena-exchange"`;
  const signatureBase = [...Object.entries(lines), ['"@signature-params"', parameters]]
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  const signature = encodeBase64(
    await (changes.messageSigner ?? party.messages).sign(
      Uint8Array.from(signatureBase, (it) => it.charCodeAt(0)),
    ),
  );
  return { signatureBase, signature, keyid };
}
