import { holdsNul } from '@ena/kernel/crypto/nul-escape.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ClaimedConfiguration } from '../domain/entity.ts';
import { enaConnector, toConnectorMetadata } from './ena-connector.ts';
import { keysFrom } from './keys-from.ts';
import { jwkSet } from './public-jwk.ts';

export const entityStatementType = 'application/entity-statement+jwt';
export const largestConfiguration = 64 * 1024;

const seconds = Type.Integer({ minimum: 0, maximum: 253402300799 });
const parameters = Type.Record(Type.String(), Type.Unknown());

/** A leaf's entity configuration, OpenID Federation 1.0 §3.1 and §3.2, as far as the exchange needs it. */
const claimsOfLeaf = Type.Object({
  iss: Type.String({ maxLength: 255 }),
  sub: Type.String({ maxLength: 255 }),
  iat: seconds,
  exp: seconds,
  jwks: jwkSet(10),
  authority_hints: Type.Array(Type.String({ maxLength: 255 }), { minItems: 1, maxItems: 16 }),
  crit: Type.Optional(Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 16 })),
  metadata: Type.Intersect([
    Type.Object({ ena_connector: enaConnector }),
    Type.Record(Type.String(), parameters),
  ]),
});

const header = Type.Object({
  typ: Type.Literal('entity-statement+jwt'),
  alg: Type.Literal('ES256'),
  kid: Type.String({ minLength: 1, maxLength: 128 }),
});

/** Only a superior may say these, OpenID Federation 1.0 §3.3; in a configuration they are a mistake. */
const onlyForSuperiors = ['constraints', 'metadata_policy', 'metadata_policy_crit', 'source_endpoint'];

const claims = Compile(claimsOfLeaf);
const heads = Compile(header);

/**
 * Reads a compact JWT's header and claims WITHOUT checking its signature: the answer is a claim by whoever
 * sent it. The error is one sentence that names the member at fault and what it must be.
 */
export function parseEntityConfiguration(jwt: string): Result<ClaimedConfiguration, string> {
  const parts = jwt.split('.');
  if (parts.length !== 3)
    return fail('the body must be a signed JWT in compact form (three parts with dots between)');
  const head = decodePart(parts[0]);
  const body = decodePart(parts[1]);
  if (!heads.Check(head)) return fail(`header${firstFault(heads.Errors(head))}`);
  if (!claims.Check(body)) return fail(`claim ${firstFault(claims.Errors(body))}`);
  const misplaced = onlyForSuperiors.find((name) => name in body);
  if (misplaced !== undefined)
    return fail(`claim /${misplaced} belongs in a superior's statement: leave it out`);
  return ok({
    jwt,
    signedWith: head.kid,
    issuer: body.iss,
    subject: body.sub,
    issuedAt: body.iat,
    expiresAt: body.exp,
    federationKeys: keysFrom(body.jwks),
    authorityHints: body.authority_hints,
    critical: body.crit ?? [],
    metadata: body.metadata,
    connector: toConnectorMetadata(body.metadata.ena_connector),
  });
}

function decodePart(part: string | undefined): unknown {
  if (part === undefined || !/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url'));
    return holdsNul(text) ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstFault(errors: readonly { instancePath: string; message: string }[]): string {
  const first = errors[0];
  return first === undefined ? ' is not JSON in base64url' : `${first.instancePath} ${first.message}`;
}

/** Answer to `PUT /trust-framework/v1/entity-configurations`. */
export const receipt = Type.Object({
  entityId: Type.String(),
  orgnr: Type.String(),
  federationKeys: Type.Array(Type.String(), {
    description: 'kids of the keys that may sign the next configuration',
  }),
  expiresAt: Type.String({ format: 'date-time' }),
});

/** The body as it comes: a compact JWT. */
export const configurationBody = Type.String({
  minLength: 1,
  description: 'Entity configuration, a signed JWT',
});
