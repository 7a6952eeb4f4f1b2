import {
  countField,
  field,
  type JsonObject,
  objectField,
  parseJsonObject,
  stringField,
  stringsField,
} from './json.ts';
import { utf8Text } from './text.ts';

export interface SignedMessage {
  /** RFC 9421 §2.5. */
  readonly signatureBase: string;
  /** Base64. */
  readonly signature: string;
  /** `<entityId>#<kid>`. */
  readonly keyid: string;
}

/** What one connector wrote down about one exchange. */
export interface EvidenceRecord {
  readonly role: 'consumer' | 'provider';
  readonly exchangeId: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  readonly completedAt: number;
  readonly consumer: { readonly orgnr: string; readonly entityId: string; readonly system: string };
  readonly provider: { readonly orgnr: string; readonly entityId: string; readonly service: string };
  readonly operation: { readonly method: string; readonly path: string };
  readonly purpose: string;
  readonly legalBasis: string;
  readonly subject: string | undefined;
  /** `X-Road-Id`; records of calls without one, and those made before it was kept, have none. */
  readonly messageId: string | undefined;
  readonly outcome: 'answered' | 'refused' | 'no-answer';
  /** `urn:ena:problem:…` where a connector and not the service answered, or why none did. */
  readonly problem: string | undefined;
  readonly request: SignedMessage;
  readonly response: (SignedMessage & { readonly status: number }) | undefined;
  /** Lower-case hex of SHA-256 of each JWT of the chains that the exchange relied on. */
  readonly statements: { readonly consumer: readonly string[]; readonly provider: readonly string[] };
}

/** The record, or the name of the first member that is not as it must be. */
export function parseEvidenceRecord(bytes: Uint8Array): EvidenceRecord | { readonly wrong: string } {
  const text = utf8Text(bytes);
  if (text === undefined) return { wrong: 'UTF-8' };
  const json = parseJsonObject(text);
  if (json === undefined) return { wrong: 'JSON' };
  const fields = readFields(json);
  const wrong = Object.entries(fields).find(([, value]) => value === undefined)?.[0];
  if (wrong !== undefined) return { wrong };
  const untidy = ['subject', 'messageId', 'problem'].find((name) => !isOptionalText(field(json, name)));
  if (untidy !== undefined) return { wrong: untidy };
  const response = field(json, 'response') === null ? undefined : readResponse(objectField(json, 'response'));
  if (response === undefined && field(json, 'response') !== null) return { wrong: 'response' };
  if ((response === undefined) !== (fields.outcome === 'no-answer')) return { wrong: 'response' };
  const optional = {
    subject: stringField(json, 'subject'),
    messageId: stringField(json, 'messageId'),
    problem: stringField(json, 'problem'),
  };
  return { ...(fields as Complete<typeof fields>), ...optional, response };
}

function isOptionalText(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}

type Complete<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function readFields(json: JsonObject) {
  return {
    version: field(json, 'version') === 1 ? 1 : undefined,
    role: oneOf(stringField(json, 'role'), ['consumer', 'provider'] as const),
    exchangeId: stringField(json, 'exchangeId'),
    receivedAt: readTime(stringField(json, 'receivedAt')),
    completedAt: readTime(stringField(json, 'completedAt')),
    consumer: readConsumer(objectField(json, 'consumer')),
    provider: readProvider(objectField(json, 'provider')),
    operation: readOperation(objectField(json, 'operation')),
    purpose: stringField(json, 'purpose'),
    legalBasis: stringField(json, 'legalBasis'),
    outcome: oneOf(stringField(json, 'outcome'), ['answered', 'refused', 'no-answer'] as const),
    request: readMessage(objectField(json, 'request')),
    statements: readStatements(objectField(json, 'statements')),
  };
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[]): T | undefined {
  return allowed.find((item) => item === value);
}

/** RFC 3339 in UTC with milliseconds and nothing else. */
function readTime(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

function readOrganisation(json: JsonObject | undefined) {
  const orgnr = stringField(json, 'orgnr');
  const entityId = stringField(json, 'entityId');
  return orgnr !== undefined && /^[0-9]{10}$/.test(orgnr) && entityId !== undefined
    ? { orgnr, entityId }
    : undefined;
}

function readConsumer(json: JsonObject | undefined) {
  const organisation = readOrganisation(json);
  const system = stringField(json, 'system');
  return organisation && system !== undefined ? { ...organisation, system } : undefined;
}

function readProvider(json: JsonObject | undefined) {
  const organisation = readOrganisation(json);
  const service = stringField(json, 'service');
  return organisation && service !== undefined ? { ...organisation, service } : undefined;
}

function readOperation(json: JsonObject | undefined) {
  const method = stringField(json, 'method');
  const path = stringField(json, 'path');
  return method !== undefined && path !== undefined ? { method, path } : undefined;
}

function readMessage(json: JsonObject | undefined): SignedMessage | undefined {
  const signatureBase = stringField(json, 'signatureBase');
  const signature = stringField(json, 'signature');
  const keyid = stringField(json, 'keyid');
  if (signatureBase === undefined || signature === undefined || keyid === undefined) return undefined;
  return { signatureBase, signature, keyid };
}

function readResponse(json: JsonObject | undefined) {
  const message = readMessage(json);
  const status = countField(json, 'status');
  return message && status !== undefined ? { ...message, status } : undefined;
}

function readStatements(json: JsonObject | undefined) {
  const consumer = stringsField(json, 'consumer');
  const provider = stringsField(json, 'provider');
  return consumer?.length === 3 && provider?.length === 3 ? { consumer, provider } : undefined;
}
