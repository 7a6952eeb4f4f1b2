import { resolveChainMetadata } from '@ena/kernel/federation/chain-metadata.ts';
import type { Metadata } from '@ena/kernel/federation/policy/apply-policy.ts';
import { readStatement, type Statement } from '@ena/kernel/federation/statement.ts';
import { swedishTime } from '@ena/kernel/time.ts';
import { utf8 } from '@ena/kernel/trace/bytes.ts';
import { type EntityStatement, parseEntityStatement, signerOf } from './entity-statement.ts';
import type { Chain } from './evidence-file.ts';
import { objectField, stringField, stringsField } from './json.ts';
import { hex } from './text.ts';
import { readParty, type TrustedParty } from './trusted-party.ts';
import type { Text } from './verdict.ts';
import { type EcJwk, sha256, thumbprint } from './web-crypto.ts';

/** Who the record says that the party is, and the statements that the connector says that it relied on. */
export interface ClaimedParty {
  readonly orgnr: string;
  readonly entityId: string;
  /** Lower-case hex SHA-256 of leaf, subordinate statement and anchor. */
  readonly statements: readonly string[];
  /** When the statements must be valid, milliseconds since the epoch. */
  readonly at: number;
}

type Broken = { readonly broken: Text };

/** Seconds by which the clocks of issuer and record may differ; the exchange's own limit. */
const clockSkew = 60;

const names: readonly Text[] = [
  { sv: 'organisationens intyg om sig själv', en: 'the organisation’s own statement' },
  { sv: 'ankarets intyg om organisationen', en: 'the anchor’s statement about the organisation' },
  { sv: 'ankarets intyg om sig självt', en: 'the anchor’s own statement' },
];

/**
 * Verifies the three statements from the anchor down (OpenID Federation 1.0 §10.2). It does not decide
 * whether the anchor is to be trusted: that is the rule `anchor`.
 */
export async function verifyTrustChain(chain: Chain, claimed: ClaimedParty): Promise<TrustedParty | Broken> {
  const [leaf, subordinate, anchor] = chain.map(parseEntityStatement);
  if (!leaf || !subordinate || !anchor) return unreadable([leaf, subordinate, anchor]);
  const changed = await firstChanged(chain, claimed.statements);
  if (changed !== undefined) return changed;
  const anchorKey = await signerOf(anchor, anchor.keys);
  if (!anchorKey || anchor.issuer !== anchor.subject) return notSigned(2);
  if (!(await signerOf(subordinate, anchor.keys))) return notSigned(1);
  if (!(await signerOf(leaf, subordinate.keys))) return notSigned(0);
  const unlinked = firstMissingLink(leaf, subordinate, anchor, claimed);
  if (unlinked !== undefined) return unlinked;
  const invalid = firstInvalid([leaf, subordinate, anchor], claimed.at);
  if (invalid !== undefined) return invalid;
  const metadata = resolved(chain);
  return 'broken' in metadata ? metadata : party(leaf, metadata.metadata, subordinate, anchor, anchorKey);
}

/** The superior's metadata, constraints and metadata policy applied (§6), by statements whose signatures hold. */
function resolved(chain: Chain): { readonly metadata: Metadata } | Broken {
  const statements: Statement[] = [];
  for (const [at, jwt] of chain.entries()) {
    const read = readStatement(jwt);
    if (!read.ok) return notAsRuled(at, read.error);
    statements.push(read.value);
  }
  const metadata = resolveChainMetadata(statements);
  return metadata.ok ? { metadata: metadata.value } : notAsRuled(metadata.error.at, metadata.error.because);
}

function notAsRuled(at: number, because: string): Broken {
  const name = names[at];
  return broken(
    `${name?.sv} följer inte federationens regler (${because})`,
    `${name?.en} does not follow the rules of the federation (${because})`,
  );
}

function unreadable(statements: readonly (EntityStatement | undefined)[]): Broken {
  const name = names[statements.indexOf(undefined)];
  return broken(
    `${name?.sv} går inte att läsa som ett signerat intyg (entity-statement+jwt, ES256)`,
    `${name?.en} cannot be read as a signed statement (entity-statement+jwt, ES256)`,
  );
}

async function firstChanged(chain: Chain, hashes: readonly string[]): Promise<Broken | undefined> {
  for (const [at, jwt] of chain.entries()) {
    if (hex(await sha256(utf8(jwt))) === hashes[at]) continue;
    const name = names[at];
    return broken(
      `${name?.sv} är inte det som posten hänvisar till`,
      `${name?.en} is not the one that the record refers to`,
    );
  }
  return undefined;
}

function notSigned(at: number): Broken {
  const name = names[at];
  return broken(
    `${name?.sv} har ingen giltig underskrift av sin överordnade`,
    `${name?.en} has no valid signature by its superior`,
  );
}

function firstMissingLink(
  leaf: EntityStatement,
  subordinate: EntityStatement,
  anchor: EntityStatement,
  claimed: ClaimedParty,
): Broken | undefined {
  const superior = objectField(objectField(subordinate.claims, 'metadata'), 'ena_connector');
  const links: readonly [boolean, string, string][] = [
    [
      leaf.issuer === leaf.subject,
      'organisationens intyg är utfärdat av någon annan',
      'the organisation’s own statement is issued by another',
    ],
    [
      leaf.subject === claimed.entityId,
      'intyget gäller en annan organisation än posten',
      'the statement is about another organisation than the record',
    ],
    [
      subordinate.issuer === anchor.subject,
      'ankarets intyg är utfärdat av någon annan',
      'the anchor’s statement is issued by another',
    ],
    [
      subordinate.subject === leaf.subject,
      'ankarets intyg gäller en annan organisation',
      'the anchor’s statement is about another organisation',
    ],
    [
      stringsField(leaf.claims, 'authority_hints')?.includes(anchor.subject) === true,
      'organisationen hänvisar inte till ankaret',
      'the organisation does not name the anchor as its authority',
    ],
    [
      stringField(superior, 'orgnr') === claimed.orgnr,
      'ankaret intygar ett annat organisationsnummer än postens',
      'the anchor states another organisation number than the record',
    ],
  ];
  const missing = links.find(([holds]) => !holds);
  return missing && broken(missing[1], missing[2]);
}

function firstInvalid(statements: readonly EntityStatement[], at: number): Broken | undefined {
  const seconds = Math.floor(at / 1000);
  const index = statements.findIndex(
    (it) => it.issuedAt > seconds + clockSkew || it.expiresAt < seconds - clockSkew,
  );
  const statement = statements[index];
  if (statement === undefined) return undefined;
  const [from, to] = [day(statement.issuedAt), day(statement.expiresAt)];
  return broken(
    `${names[index]?.sv} gällde ${from}–${to}, inte när utbytet gjordes`,
    `${names[index]?.en} was valid ${from}–${to}, not at the time of the exchange`,
  );
}

/** A claim's time may be any number; beyond what a calendar holds it is shown as it is. */
function day(seconds: number): string {
  return seconds < 8_640_000_000_000 ? swedishTime(seconds * 1000) : String(seconds);
}

async function party(
  leaf: EntityStatement,
  metadata: Metadata,
  subordinate: EntityStatement,
  anchor: EntityStatement,
  anchorKey: EcJwk,
): Promise<TrustedParty> {
  const hub = objectField(objectField(anchor.claims, 'metadata'), 'ena_hub');
  return readParty(metadata, subordinate.claims, leaf.subject, {
    entityId: anchor.subject,
    thumbprint: await thumbprint(anchorKey),
    witnessVkey: stringField(hub, 'witness_vkey'),
  });
}

function broken(sv: string, en: string): Broken {
  return { broken: { sv, en } };
}
