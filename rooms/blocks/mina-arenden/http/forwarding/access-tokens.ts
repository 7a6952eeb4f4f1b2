import type { CallOut } from '@ena/kernel/http/outgoing.ts';
import { type Clock, minute, second } from '@ena/kernel/time.ts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { FailureReason } from '../../domain/forwarding/failure.ts';
import type { Reach } from '../../domain/forwarding/reach.ts';

type HttpsReach = Extract<Reach, { kind: 'https' }>;

export interface Credentials {
  readonly reach: HttpsReach;
  readonly secret: string;
}

export type TokenOutcome =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'failed'; readonly reason: FailureReason };

/** Access tokens of producers elsewhere, by client credentials (RFC 6749 §4.4); one that still holds is used again. */
export interface AccessTokens {
  token(credentials: Credentials, withinMs: number): Promise<TokenOutcome>;
  /** The producer takes it no longer. */
  forget(credentials: Credentials): void;
}

const tokenAnswer = Compile(
  Type.Object({
    access_token: Type.String({ pattern: '^[\\x21-\\x7e]{1,8192}$' }),
    expires_in: Type.Optional(Type.Number({ minimum: 0 })),
  }),
);

/** A token is not used up to its last moment, and never for longer than this whatever it says of itself. */
const margin = 30 * second;
const longest = 60 * minute;

interface Held {
  readonly until: number;
  readonly outcome: Promise<TokenOutcome>;
}

export function createAccessTokens({
  callOut,
  clock,
}: {
  readonly callOut: CallOut;
  readonly clock: Clock;
}): AccessTokens {
  const held = new Map<string, Held>();
  return {
    token: (credentials, withinMs) => {
      const key = keyOf(credentials);
      const known = held.get(key);
      if (known !== undefined && clock.now() < known.until) return known.outcome;
      const outcome = fetchToken(credentials, withinMs).then(({ lifetime, ...fetched }) => {
        if (fetched.kind === 'failed') held.delete(key);
        else held.set(key, { until: clock.now() + lifetime, outcome });
        return fetched;
      });
      // Who comes while it is being fetched waits for the same one.
      held.set(key, { until: clock.now() + withinMs, outcome });
      return outcome;
    },
    forget: (credentials) => {
      held.delete(keyOf(credentials));
    },
  };

  async function fetchToken(
    { reach, secret }: Credentials,
    withinMs: number,
  ): Promise<TokenOutcome & { readonly lifetime: number }> {
    const name = `${formEncoded(reach.clientId)}:${formEncoded(secret)}`;
    const answer = await callOut(reach.tokenEndpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(name).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: 'grant_type=client_credentials',
      withinMs,
    });
    if (!answer.ok)
      return {
        kind: 'failed',
        reason: answer.error === 'too-slow' ? 'too-slow' : 'unreachable',
        lifetime: 0,
      };
    const { status, body } = answer.value;
    if (status !== 200) return { kind: 'failed', reason: status >= 500 ? 'failed' : 'refused', lifetime: 0 };
    const json = parseJson(body);
    if (!tokenAnswer.Check(json)) return { kind: 'failed', reason: 'broken-answer', lifetime: 0 };
    const seconds = json.expires_in ?? 0;
    return {
      kind: 'token',
      token: json.access_token,
      lifetime: Math.min(seconds * second - margin, longest),
    };
  }
}

function keyOf({ reach: { tokenEndpoint, clientId }, secret }: Credentials): string {
  return JSON.stringify([tokenEndpoint, clientId, secret]);
}

/** RFC 6749 §2.3.1: both parts are form-encoded. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}

export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
