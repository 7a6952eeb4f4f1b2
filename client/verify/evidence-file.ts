import { decodeBase64 } from '@ena/kernel/trace/base64.ts';
import type { Bytes } from '@ena/kernel/trace/bytes.ts';
import { countField, field, type JsonObject, objectField, parseJsonObject, stringField } from './json.ts';

/** Leaf's entity configuration, the superior's statement about it, the anchor's entity configuration: compact JWTs. */
export type Chain = readonly [leaf: string, subordinate: string, anchor: string];

/** The file `<exchangeId>.ena-evidence.json`, decoded but not believed. */
export interface EvidenceFile {
  readonly record: Bytes;
  readonly salt: Bytes;
  readonly index: number;
  /** C2SP tlog-proof text. */
  readonly proof: string;
  readonly trust: { readonly consumer: Chain; readonly provider: Chain };
}

/** Characters. A genuine file is some 15 kB. */
export const largestFile = 8 * 1024 * 1024;

const members = ['format', 'record', 'salt', 'index', 'proof', 'trust'];

/** The file, or the name of the first member that is not as it must be. */
export function parseEvidenceFile(text: string): EvidenceFile | { readonly wrong: string } {
  const json = parseJsonObject(text);
  if (json === undefined) return { wrong: 'JSON' };
  const stranger = Object.keys(json).find((name) => !members.includes(name));
  if (stranger !== undefined) return { wrong: stranger.slice(0, 40) };
  if (stringField(json, 'format') !== 'ena-evidence/1') return { wrong: 'format' };
  const record = decodeBase64(stringField(json, 'record') ?? '');
  if (record === undefined || record.length === 0) return { wrong: 'record' };
  const salt = decodeBase64(stringField(json, 'salt') ?? '');
  if (salt?.length !== 32) return { wrong: 'salt' };
  const index = countField(json, 'index');
  if (index === undefined) return { wrong: 'index' };
  const proof = stringField(json, 'proof');
  if (proof === undefined) return { wrong: 'proof' };
  const trust = objectField(json, 'trust');
  const consumer = readChain(trust, 'consumer');
  if (consumer === undefined) return { wrong: 'trust.consumer' };
  const provider = readChain(trust, 'provider');
  if (provider === undefined || Object.keys(trust ?? {}).length !== 2) return { wrong: 'trust.provider' };
  return { record, salt, index, proof, trust: { consumer, provider } };
}

function readChain(trust: JsonObject | undefined, party: string): Chain | undefined {
  const list = field(trust, party);
  if (!Array.isArray(list) || list.length !== 3) return undefined;
  const [leaf, subordinate, anchor] = list;
  const texts = typeof leaf === 'string' && typeof subordinate === 'string' && typeof anchor === 'string';
  return texts ? [leaf, subordinate, anchor] : undefined;
}
