import type { Check } from './check.ts';
import type { MatterKind, Role } from './machine.ts';
import type { Authority, ContactRole, Person } from './person.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };

export interface Agreement {
  readonly version: string;
  /** The exact text that is signed, as UTF-8. */
  readonly text: string;
  /** Hex. */
  readonly sha256: string;
}

export interface AgreementSignature extends Person {
  readonly id: string;
  /** The text that it is a signature of; a text that was prepared anew needs new signatures. */
  readonly agreementSha256: string;
  readonly loa: 2 | 3 | 4;
  readonly signedAt: number;
  /** As the identity service made it; whoever has its key can verify it without us. */
  readonly artefact: string;
}

/** A secret that works once and for a time; only its hash is kept. */
export interface OneTimeSecret {
  readonly hash: string;
  readonly expiresAt: number;
}

export interface OrganisationData {
  readonly organisationName: string;
  readonly legalForm: string | undefined;
  readonly applicant: Person;
  readonly email: string;
  readonly checks: readonly Check[];
  /** How many times the agreement has been prepared; stands in its text. */
  readonly round: number;
  readonly agreement?: Agreement;
  readonly authority?: Authority;
  readonly signatures: readonly AgreementSignature[];
  readonly joinToken?: OneTimeSecret;
  readonly entityId?: string;
}

export interface ContactData {
  readonly role: ContactRole;
  readonly name: string;
  readonly email: string;
  /** Only this person may accept, where it is given. */
  readonly wanted?: string;
  readonly invitation?: OneTimeSecret;
  readonly holder?: Person;
}

export interface ServiceData {
  readonly title: string;
  readonly entityId: string;
  readonly entityType: string;
  readonly metadata: JsonObject;
  /** What the federation shows now, which a draft does not change. */
  readonly published?: { readonly at: number; readonly metadata: JsonObject };
}

/** How sure one is that a requirement is met: self-declared, internally or externally audited, certified. */
export type Control = 'S' | 'I' | 'E' | 'C';

export interface Assessment {
  readonly requirement: string;
  readonly verdict: 'met' | 'not-met';
  readonly control: Control;
  /** Where the document is kept, or its digest. */
  readonly evidence: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface TrustMarkData {
  readonly entityId: string;
  readonly type: string;
  /** M authority, R region, K municipality, P private. */
  readonly actorType: 'M' | 'R' | 'K' | 'P';
  /** What had to be verified when it was applied for, and the weakest control that will do. */
  readonly requirements: readonly { readonly requirement: string; readonly control: Control }[];
  /** The latest of each requirement; the earlier ones are in the history. */
  readonly assessments: readonly Assessment[];
}

export interface Said {
  readonly step: string;
  readonly reason: string;
  readonly mend: readonly string[];
}

interface DataOf {
  readonly organisation: OrganisationData;
  readonly contact: ContactData;
  readonly service: ServiceData;
  readonly 'trust-mark': TrustMarkData;
}

/** One matter of one organisation, in one process. */
export interface MatterOf<Kind extends MatterKind> {
  readonly id: string;
  readonly kind: Kind;
  readonly organisationNumber: string;
  readonly state: string;
  /** Rises by one with each step: it is the number of the last entry of the history. */
  readonly revision: number;
  readonly createdAt: number;
  readonly changedAt: number;
  /** What was said with the last step: why, and what to mend. */
  readonly said: Said;
  readonly data: DataOf[Kind];
}

export type Matter = { [Kind in MatterKind]: MatterOf<Kind> }[MatterKind];

export type Actor =
  | ({ readonly kind: 'person' } & Person)
  | ({ readonly kind: 'case-handler' } & Person)
  /** `name` says which automatic rule acted. */
  | { readonly kind: 'system'; readonly name: string };

/** One step that was taken. Entries are never changed and never removed. */
export interface HistoryEntry {
  readonly number: number;
  readonly at: number;
  readonly step: string;
  readonly from: string | undefined;
  readonly to: string;
  readonly actor: Actor;
  readonly role: Role;
  readonly reason: string;
  readonly mend: readonly string[];
  /** What the step was about: digests, ids, checks; nothing personal. */
  readonly details: JsonObject;
}

/** A matter as it stands after a step, with the entry that tells of it. The two are saved together or not at all. */
export interface Moved<Kind extends MatterKind = MatterKind> {
  readonly matter: MatterOf<Kind>;
  readonly entry: HistoryEntry;
}
