import { type Connection, callJson, callPage, callRaw, isRow } from '@ena/client/call.ts';
import { asObject, field, stringField } from '@ena/client/verify/json.ts';
import { second } from '@ena/kernel/time.ts';

/** A kind of trust mark as its catalogue tells it; anyone may read it. */
export interface MarkType {
  /** Name in the APIs. */
  readonly type: string;
  /** Name in the signed mark. */
  readonly identifier: string;
  readonly title: { readonly sv: string; readonly en: string };
  readonly issuer: string;
  /** `text` is Swedish, and empty where the source has none. */
  readonly requirements: readonly { readonly code: string; readonly text: string }[];
}

/** A mark that is in force as the page is read. */
export interface LiveMark {
  readonly type: MarkType;
  readonly entityId: string;
  /** Milliseconds. */
  readonly issuedAt: number | undefined;
  readonly expiresAt: number | undefined;
}

/** What the issuer of trust marks tells anyone. `undefined` where it does not answer. */
export class MarkSource {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async types(): Promise<readonly MarkType[] | undefined> {
    const path = '/trust-framework/v1/trust-mark-types?limit=100';
    const outcome = await callPage<MarkType>(this.#connection, path, isRow<MarkType>);
    return outcome.kind === 'ok' ? outcome.value.items : undefined;
  }

  async live(types: readonly MarkType[], entityIds: readonly string[]): Promise<LiveMark[] | undefined> {
    const asked = entityIds.flatMap((entityId) => types.map((type) => this.#mark(type, entityId)));
    const answers = await Promise.all(asked);
    const marks = answers.filter((answer) => answer !== 'away');
    return marks.length < answers.length ? undefined : marks.filter((mark) => mark !== undefined);
  }

  /** The ids of an organisation's services that the hub hosts; only below the anchor that the marks name. */
  async hosted(types: readonly MarkType[], orgnr: string): Promise<readonly string[]> {
    const [anchor] = types[0]?.identifier.split('/trust-marks/') ?? [];
    if (anchor === undefined) return [];
    const outcome = await callJson<unknown>(this.#connection, { method: 'GET', path: '/federation/list' });
    if (outcome.kind !== 'ok' || !Array.isArray(outcome.value)) return [];
    const prefix = `${anchor}/hosted/${orgnr}/`;
    return outcome.value.filter((id): id is string => typeof id === 'string' && id.startsWith(prefix));
  }

  /** OpenID Federation 1.0 §8.6: the issuer hands out a mark only while it is in force. It is shown, not relied on. */
  async #mark(type: MarkType, entityId: string): Promise<LiveMark | undefined | 'away'> {
    const query = new URLSearchParams({ trust_mark_type: type.type, sub: entityId });
    const path = `/trust-mark-issuer/trust_mark?${query}`;
    const raw = await callRaw(this.#connection, { method: 'GET', path, largestAnswer: 64 * 1024 });
    if (raw.kind === 'ok' && raw.value.status === 404) return undefined;
    if (raw.kind !== 'ok' || raw.value.status !== 200) return 'away';
    const claims = claimsOf(new TextDecoder().decode(raw.value.body));
    return { type, entityId, issuedAt: timeIn(claims, 'iat'), expiresAt: timeIn(claims, 'exp') };
  }
}

type Claims = ReturnType<typeof asObject>;

/** The payload of a compact JWS, unverified. */
function claimsOf(jws: string): Claims {
  try {
    return asObject(JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The issuer named in a mark that an entity shows. */
export function issuerOf(mark: string): string {
  return stringField(claimsOf(mark), 'iss') ?? '';
}

function timeIn(claims: Claims, name: 'iat' | 'exp'): number | undefined {
  const value = field(claims, name);
  return typeof value === 'number' ? value * second : undefined;
}

/** The type that a matter or a mark names, by either of its names. */
export function typeNamed(types: readonly MarkType[], name: string): MarkType | undefined {
  return types.find(({ type, identifier }) => type === name || identifier === name);
}
