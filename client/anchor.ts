import { type Connection, callRaw, unreachable } from './call.ts';
import type { Outcome } from './outcome.ts';
import { parseEntityStatement, signerOf } from './verify/entity-statement.ts';
import { objectField, stringField } from './verify/json.ts';
import { utf8Text } from './verify/text.ts';
import { thumbprint } from './verify/web-crypto.ts';

export interface Anchor {
  readonly entityId: string;
  /** RFC 7638, base64url, of every key that the anchor publishes. */
  readonly thumbprints: readonly string[];
  /** Verifier key of the witness that the anchor names; C2SP signed-note. */
  readonly witnessVkey: string | undefined;
}

/**
 * What the trust anchor at this address says of itself. It proves only that the anchor has the key it names:
 * compare the thumbprints with what its operator published elsewhere before you pin them.
 */
export async function readAnchor(hub: Connection): Promise<Outcome<Anchor>> {
  const raw = await callRaw(hub, { method: 'GET', path: '/.well-known/openid-federation' });
  if (raw.kind !== 'ok') return raw;
  const text = raw.value.status === 200 ? utf8Text(raw.value.body) : undefined;
  const statement = text === undefined ? undefined : parseEntityStatement(text.trim());
  if (statement === undefined || statement.issuer !== statement.subject) return notAnchor(hub);
  if ((await signerOf(statement, statement.keys)) === undefined) return notAnchor(hub);
  const metadata = objectField(objectField(statement.claims, 'metadata'), 'ena_hub');
  return {
    kind: 'ok',
    value: {
      entityId: statement.subject,
      thumbprints: await Promise.all(statement.keys.map(thumbprint)),
      witnessVkey: stringField(metadata, 'witness_vkey'),
    },
  };
}

function notAnchor(hub: Connection) {
  return unreachable(
    hub,
    'det som svarar där är inget tillitsankare',
    'what answers there is no trust anchor',
  );
}
