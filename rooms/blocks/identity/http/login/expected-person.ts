import { claims } from '../../wire/oidc-sweden.ts';
import type { Tools } from '../tools.ts';
import type { Interaction } from './interaction.ts';

interface ClaimRequest {
  readonly value?: string;
  readonly values?: readonly string[];
}

/** The numbers that the client demands of the person; none where anyone will do. */
export function numbersWanted(text: string | undefined): readonly string[] {
  const asked = JSON.parse(text ?? '{}') as Record<string, Record<string, ClaimRequest | null> | undefined>;
  return [asked.id_token, asked.userinfo].flatMap((part) =>
    [claims.personalIdentityNumber, claims.coordinationNumber].flatMap((name) => {
      const { value, values = [] } = part?.[name] ?? {};
      return value === undefined ? values : [value];
    }),
  );
}

/**
 * Whom a provider must vouch for: the one that the client named, else, for a signature, the one who is logged in at
 * the client in this browser. Nobody in particular where there is neither.
 */
export async function expectedNumbers(
  { provider, store }: Tools,
  { stored, clientId, sign }: Interaction,
): Promise<readonly string[]> {
  const named = numbersWanted(stored.params.claims);
  const { session } = stored;
  if (named.length > 0 || sign === undefined || session?.accountId === undefined) return named;
  const kept = await provider.Session.findByUid(session.uid);
  if (kept?.authorizationFor(clientId)?.grantId === undefined) return [];
  const account = await store.logins.account(session.accountId);
  return account === undefined ? [] : [account.personalNumber];
}
