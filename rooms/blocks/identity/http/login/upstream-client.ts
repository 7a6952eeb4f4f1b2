import type { KeyRing } from '@ena/kernel/crypto/key-ring.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { Clock } from '@ena/kernel/time.ts';
import * as oidc from 'openid-client';
import type { UpstreamConfig } from '../../config.ts';
import type { ProtocolEntries } from '../../store/store.ts';
import type { GuardedFetch } from '../provider/guarded-fetch.ts';

export interface UpstreamOptions {
  readonly config: UpstreamConfig;
  /** Where the upstream provider sends the person back to. */
  readonly callback: string;
  readonly keys: KeyRing;
  readonly entries: ProtocolEntries;
  readonly clock: Clock;
  readonly call: GuardedFetch;
  /** For its metadata: a page waits, and the provider may be away. */
  readonly look: GuardedFetch;
  /** http is taken in the sandbox alone. */
  readonly sandbox: boolean;
}

/** What is remembered while the person is away, under the random `state`; used once. */
export interface Departure {
  readonly interaction: string;
  readonly method: string;
  readonly verifier: string;
  readonly nonce: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Of which, with the text, the nonce is made; only where something is to be signed. */
  readonly salt?: string;
}

export const departureModel = 'UpstreamDeparture';
export const awayMs = 15 * 60_000;

/** What the library throws is what the peer did wrong; its message names no value. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<Result<Value, unknown>> {
  try {
    return ok(await work());
  } catch (error) {
    return fail(error);
  }
}

/** With the name of the claim that the library did not accept. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the provider did not answer';
  const { cause } = error;
  const { claim } = ((cause instanceof Error ? cause.cause : cause) ?? {}) as { readonly claim?: unknown };
  return typeof claim === 'string' ? `${error.message}: ${claim}` : error.message;
}

/** This room's key as a client, as the library takes it. */
export function clientKey(keys: KeyRing): { readonly key: CryptoKey; readonly kid: string } {
  const { kid, privateKey } = keys.active;
  const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
  return { key: privateKey.toCryptoKey(ecdsa, false, ['sign']) as unknown as CryptoKey, kid };
}

export async function discover({
  config,
  keys,
  call,
  look,
  sandbox,
}: UpstreamOptions): Promise<oidc.Configuration> {
  const configuration = await oidc.discovery(
    new URL(config.issuer),
    config.client_id,
    {},
    oidc.PrivateKeyJwt(clientKey(keys)),
    {
      [oidc.customFetch]: (url, asked) => look(url, asked),
      execute: [oidc.enableNonRepudiationChecks, ...(sandbox ? [oidc.allowInsecureRequests] : [])],
    },
  );
  configuration[oidc.customFetch] = (url, asked) => call(url, asked);
  return configuration;
}
