import { type Connection, callJson, callRaw } from '@ena/client/call.ts';
import { hubClient, type Organisation, type WitnessedLog } from '@ena/client/hub.ts';
import type { Outcome } from '@ena/client/outcome.ts';
import { parseEntityStatement } from '@ena/client/verify/entity-statement.ts';
import { asObject, field, objectField, stringField } from '@ena/client/verify/json.ts';
import { issuerOf, type LiveMark, MarkSource } from './trust-marks.ts';

/** A key that the organisation's connector has published. */
export interface PublishedKey {
  readonly kid: string;
  readonly algorithm: string;
  /** Absent for federation keys; else the entity type whose metadata holds it. */
  readonly use: string | undefined;
}

export interface PublishedMark {
  readonly type: string;
  readonly issuer: string;
}

/** What the federation itself publishes about an organisation; anyone may read it. */
export interface Published {
  readonly keys: readonly PublishedKey[];
  readonly marks: readonly PublishedMark[];
}

export interface OrganisationView {
  readonly organisation: Organisation;
  /** Absent while the organisation has no current entity configuration. */
  readonly published: Published | undefined;
  readonly logs: readonly WitnessedLog[];
  /** In force now, of the organisation and its hosted services; absent where the issuer does not answer. */
  readonly marks: readonly LiveMark[] | undefined;
}

const trust = '/trust-framework/v1';

export async function readOrganisation(
  connection: Connection,
  orgnr: string,
): Promise<Outcome<OrganisationView>> {
  const [organisation, published, logs] = await Promise.all([
    callJson<Organisation>(connection, { method: 'GET', path: `${trust}/organisations/${orgnr}` }),
    readPublished(connection, orgnr),
    hubClient(connection).logs({ limit: 100 }),
  ]);
  if (organisation.kind !== 'ok') return organisation;
  const own = logs.kind === 'ok' ? logs.value.items.filter((log) => log.orgnr === orgnr) : [];
  const marks = await readMarks(connection, organisation.value);
  return { kind: 'ok', value: { organisation: organisation.value, published, logs: own, marks } };
}

const mostHosted = 20;

async function readMarks(
  connection: Connection,
  { entityId, orgnr }: Organisation,
): Promise<readonly LiveMark[] | undefined> {
  const source = new MarkSource(connection);
  const types = await source.types();
  if (types === undefined) return undefined;
  const hosted = await source.hosted(types, orgnr);
  return source.live(types, [entityId, ...hosted.slice(0, mostHosted)]);
}

/** Reads the entity configuration that the trust framework hosts. It is shown, not relied on, so not verified here. */
async function readPublished(connection: Connection, orgnr: string): Promise<Published | undefined> {
  const path = `/federation/entities/${orgnr}`;
  const raw = await callRaw(connection, { method: 'GET', path, largestAnswer: 256 * 1024 });
  if (raw.kind !== 'ok' || raw.value.status !== 200) return undefined;
  const statement = parseEntityStatement(new TextDecoder().decode(raw.value.body));
  if (statement === undefined) return undefined;
  const { claims } = statement;
  const metadata = objectField(claims, 'metadata');
  const used = Object.keys(metadata ?? {}).flatMap((type) =>
    keysIn(objectField(objectField(metadata, type), 'jwks'), type),
  );
  return { keys: [...keysIn(objectField(claims, 'jwks'), undefined), ...used], marks: marksIn(claims) };
}

type Claims = Parameters<typeof objectField>[0];

function keysIn(jwks: Claims, use: string | undefined): PublishedKey[] {
  return listIn(jwks, 'keys').map((key) => ({
    kid: stringField(key, 'kid') ?? '',
    algorithm: stringField(key, 'alg') ?? stringField(key, 'crv') ?? stringField(key, 'kty') ?? '',
    use,
  }));
}

/** What the entity shows itself. OpenID Federation 1.0 §7: each entry names the type and holds the mark itself, whose `iss` is the issuer. */
function marksIn(claims: Claims): PublishedMark[] {
  return listIn(claims, 'trust_marks').flatMap((entry) => {
    const type = stringField(entry, 'trust_mark_type');
    return type === undefined ? [] : [{ type, issuer: issuerOf(stringField(entry, 'trust_mark') ?? '') }];
  });
}

function listIn(object: Claims, name: string): NonNullable<Claims>[] {
  const list = field(object, name);
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => asObject(item)).filter((item) => item !== undefined);
}
