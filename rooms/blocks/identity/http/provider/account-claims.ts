import { birthDate, isCoordinationNumber } from '@ena/kernel/personal-number.ts';
import type { Account as ProtocolAccount, ProviderContext } from 'oidc-provider';
import type { Account, Login } from '../../domain/login.ts';
import { fullName } from '../../domain/person.ts';
import type { AccountsAndLogins } from '../../store/store.ts';
import { claims } from '../../wire/oidc-sweden.ts';
import { renderTold } from '../../wire/told-claims.ts';

interface Token {
  readonly grantId?: string;
}

/** Finds the account of a subject, and through the token's grant the log-in it belongs to. */
export function findAccount(logins: AccountsAndLogins, now: () => number) {
  return async (_ctx: ProviderContext, id: string, token?: Token): Promise<ProtocolAccount | undefined> => {
    const account = await logins.account(id);
    if (account === undefined) return undefined;
    return {
      accountId: id,
      claims: async () => {
        const found =
          token?.grantId === undefined ? undefined : await logins.loginByGrant(token.grantId, now());
        return claimsOf(account, found?.login);
      },
    };
  };
}

/** All that could be released; the library keeps back what was neither asked for nor granted. */
function claimsOf(account: Account, login: Login | undefined): Record<string, unknown> {
  const number = account.personalNumber;
  return {
    sub: account.id,
    given_name: account.givenName,
    family_name: account.familyName,
    name: fullName(account),
    birthdate: birthDate(number),
    [isCoordinationNumber(number) ? claims.coordinationNumber : claims.personalIdentityNumber]: number,
    ...(login === undefined ? {} : { [claims.authnProvider]: login.authority }),
    ...renderTold(login?.told ?? {}),
    ...(login?.userSignature === undefined ? {} : { [claims.userSignature]: login.userSignature }),
  };
}
