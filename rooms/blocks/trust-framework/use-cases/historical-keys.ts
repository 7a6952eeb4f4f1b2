import { type Clock, second } from '@ena/kernel/time.ts';
import type { AnchorKeyLife } from '../domain/rotation.ts';
import type { AnchorKeyStore } from '../store/store.ts';
import type { Statement, Statements } from './statements.ts';

/** OpenID Federation 1.0 §8.7: the keys that the anchor signed with and signs with no more. */
export async function historicalKeys({
  store,
  statements,
}: {
  readonly store: AnchorKeyStore;
  readonly statements: Statements;
  readonly clock: Clock;
}): Promise<Statement> {
  const keys = (await store.anchorKeys()).filter(isHistory).map(toHistoricalKey);
  return statements.answer('jwk-set+jwt', { keys });
}

type Gone = AnchorKeyLife & { readonly withdrawnAt: number; readonly jwk: NonNullable<AnchorKeyLife['jwk']> };

/** A key that was announced and never signed has no history; one whose public half is not known cannot be shown. */
function isHistory(life: AnchorKeyLife): life is Gone {
  return life.withdrawnAt !== undefined && life.promotedAt !== undefined && life.jwk !== undefined;
}

function toHistoricalKey({ jwk, announcedAt, withdrawnAt, reason }: Gone): object {
  const seconds = (at: number) => Math.floor(at / second);
  const revoked = reason && {
    revoked_at: seconds(withdrawnAt),
    ...(reason !== 'unspecified' && { reason }),
  };
  return { ...jwk, iat: seconds(announcedAt), exp: seconds(withdrawnAt), ...(revoked && { revoked }) };
}
