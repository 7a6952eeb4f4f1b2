import type { Kysely } from 'kysely';
import { clients } from './clients.ts';
import { eidIssuers } from './eid-issuers.ts';
import { accountsAndLogins } from './logins.ts';
import { matchCases } from './match-cases.ts';
import { protocolEntries } from './protocol-entries.ts';
import { signatureKeyRegister } from './signature-keys.ts';
import type { IdentityStore } from './store.ts';
import type { IdentityTables } from './tables.ts';

export function identityStore(db: Kysely<IdentityTables>): IdentityStore {
  return {
    entries: protocolEntries(db),
    logins: accountsAndLogins(db),
    issuers: eidIssuers(db),
    matches: matchCases(db),
    clients: clients(db),
    signatureKeys: signatureKeyRegister(db),
    sweep: async (before) => {
      await db.deleteFrom('protocol_entry').where('expires_at', '<', new Date(before)).execute();
      await db.deleteFrom('login').where('expires_at', '<', new Date(before)).execute();
    },
  };
}
