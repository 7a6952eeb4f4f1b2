import type { StoredInteraction } from 'oidc-provider';
import type { Tools } from '../tools.ts';

/**
 * A browser is one person at a time. Where someone else was logged in, all their log-ins of this session end before
 * the new one begins; a tab of theirs cannot go on under the new name.
 */
export async function replaceSession(
  { provider, store, clock }: Tools,
  interaction: StoredInteraction,
  accountId: string,
): Promise<void> {
  const before = interaction.session;
  if (before?.accountId === undefined || before.accountId === accountId) return;
  const session = await provider.Session.findByUid(before.uid);
  if (session === undefined) return;
  for (const { grantId } of Object.values(session.authorizations ?? {})) {
    if (grantId === undefined) continue;
    await store.entries.removeByGrant(grantId);
    await store.entries.remove('Grant', grantId);
    await store.logins.endLogin(grantId);
  }
  const now = Math.floor(clock.now() / 1000);
  session.accountId = undefined;
  session.authorizations = undefined;
  await session.save(Math.max(60, session.exp - now));
  before.accountId = undefined;
  await interaction.save(Math.max(60, interaction.exp - now));
}
