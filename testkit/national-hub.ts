import type { Clock } from '@ena/kernel/time.ts';
import { traceability } from '@ena/rooms/blocks/traceability';
import { trustFramework } from '@ena/rooms/blocks/trust-framework';
import { startTestHub, type TestHub } from './hub.ts';

/** The hub as connectors meet it: the real trust anchor and the real witness. */
export interface NationalHub extends TestHub {
  readonly entityId: string;
  /** RFC 7638 thumbprint of the anchor's key: what a connector is told out of band. */
  readonly thumbprint: string;
  register(organisation: Registration): Promise<void>;
  revoke(orgnr: string): Promise<void>;
}

export interface Registration {
  readonly entityId: string;
  readonly orgnr: string;
  readonly name: string;
  readonly keys: readonly object[];
}

export async function startNationalHub(clock: Clock): Promise<NationalHub> {
  const hub = await startTestHub({ rooms: [trustFramework, traceability], clock });
  const configuration = await (await fetch(`${hub.url}/.well-known/openid-federation`)).text();
  const claims = JSON.parse(Buffer.from(configuration.split('.')[1] ?? '', 'base64url').toString()) as {
    sub: string;
    jwks: { keys: { kid: string }[] };
  };
  const operator = { authorization: `Bearer ${hub.operatorToken}` };
  return {
    ...hub,
    entityId: claims.sub,
    thumbprint: claims.jwks.keys[0]?.kid ?? '',
    register: async ({ entityId, orgnr, name, keys }) => {
      const answer = await fetch(`${hub.url}/trust-framework/v1/subordinates`, {
        method: 'POST',
        headers: { ...operator, 'content-type': 'application/json' },
        body: JSON.stringify({ entityId, orgnr, organisationName: name, jwks: { keys } }),
      });
      if (answer.status > 201) throw new Error(`not registered: ${await answer.text()}`);
    },
    revoke: async (orgnr) => {
      const path = `/trust-framework/v1/subordinates/${orgnr}`;
      const answer = await fetch(hub.url + path, { method: 'DELETE', headers: operator });
      if (answer.status !== 204) throw new Error(`not revoked: ${await answer.text()}`);
    },
  };
}
