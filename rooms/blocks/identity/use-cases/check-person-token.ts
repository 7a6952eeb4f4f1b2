import { verifyJwt } from '@ena/kernel/crypto/jwt.ts';
import type { PersonTokenCheck } from '@ena/kernel/identity/person-token.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { fullName } from '../domain/person.ts';
import type { AccountsAndLogins } from '../store/store.ts';
import type { RotatingKeys } from './provider-keys.ts';

export interface PersonTokenOptions {
  readonly keys: RotatingKeys;
  readonly logins: AccountsAndLogins;
  readonly issuer: string;
  /** The resource that our own APIs are. */
  readonly audience: string;
  readonly clock: Clock;
}

/**
 * RFC 9068 §4. The token itself holds no personal number: it names the log-in, and who that is stands in the
 * database. So the token ends with the log-in, at log-out too.
 */
export function createPersonTokenCheck(options: PersonTokenOptions): PersonTokenCheck {
  const { keys, logins, issuer, audience, clock } = options;
  return async (token) => {
    const now = clock.now();
    const published = keys.current().flatMap(({ alg, publicJwk }) => (alg === 'ES256' ? [publicJwk] : []));
    const verified = await verifyJwt(token, {
      typ: 'at+jwt',
      keys: published,
      now,
      clockToleranceSeconds: 5,
      maxBytes: 8192,
    });
    if (!verified.ok) return undefined;
    const { iss, aud, exp, ena_login: id, client_id: clientId, scope } = verified.value.payload;
    if (iss !== issuer || aud !== audience || typeof exp !== 'number' || typeof id !== 'string')
      return undefined;
    const found = await logins.login(id, now);
    if (found === undefined || found.login.clientId !== clientId) return undefined;
    return {
      personalNumber: found.account.personalNumber,
      name: fullName(found.account),
      loa: found.login.level,
      clientId: found.login.clientId,
      scopes: typeof scope === 'string' ? scope.split(' ') : [],
    };
  };
}
