import { fail, ok, type Result } from '@ena/kernel/result.ts';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { unambiguousJson } from './unambiguous-json.ts';

/** A mandate's context as the connector judges it: who may do what for whom, whose word it is, and of when. */
export interface MandateContext {
  /** The relying party (tredje man): the mandates apply there, and its key signed. */
  readonly relyingParty: string;
  /** Number of the one who is represented. */
  readonly grantor: string;
  readonly codes: readonly string[];
  readonly mandates: readonly string[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The object without its signature, as it was signed, and the signature. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signature: unknown;
}

const Identity = Type.Object({ id: Type.String({ minLength: 1, maxLength: 64 }), typ: Type.String() });

/** RFC 3339 with its offset: without one an instant would be another in each time zone. */
const instantForm =
  '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.][0-9]{1,9})?(?:Z|[+-][0-9]{2}:[0-9]{2})$';

/** Mina ombud, Behorighetskontext, versions 1 and 2, as far as it is read here; all of it is signed. */
const Behorighetskontext = Type.Object({
  tredjeman: Type.String({ pattern: '^[0-9]{10}$' }),
  fullmaktsgivare: Identity,
  fullmaktshavare: Type.Array(Identity, { minItems: 1 }),
  behorigheter: Type.Array(
    Type.Object({
      kod: Type.String({ minLength: 1, maxLength: 255 }),
      fullmakt: Type.String({
        pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
      }),
    }),
    { minItems: 1 },
  ),
  tidpunkt: Type.String({ pattern: instantForm }),
  _sig: Type.Object({ protected: Type.String(), signature: Type.String() }),
});
const form = Compile(Behorighetskontext);

/** Reads `Ena-Mandate`: base64url of the JSON object exactly as the mandate service answered it. */
export function readMandateContext(header: string): Result<MandateContext, 'malformed'> {
  const value = parse(header);
  if (!form.Check(value)) return fail('malformed');
  const { _sig, ...payload } = value;
  const at = Date.parse(value.tidpunkt);
  if (Number.isNaN(at)) return fail('malformed');
  return ok({
    relyingParty: value.tredjeman,
    grantor: value.fullmaktsgivare.id,
    codes: value.behorigheter.map(({ kod }) => kod),
    mandates: value.behorigheter.map(({ fullmakt }) => fullmakt),
    at,
    payload,
    signature: _sig,
  });
}

function parse(header: string): unknown {
  return /^[A-Za-z0-9_-]+$/.test(header) ? unambiguousJson(Buffer.from(header, 'base64url')) : undefined;
}
