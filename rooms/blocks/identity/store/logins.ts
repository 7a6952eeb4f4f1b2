import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Level } from '../domain/assurance.ts';
import type { Account, Login } from '../domain/login.ts';
import type { Person } from '../domain/person.ts';
import type { Told } from '../domain/told.ts';
import type { AccountsAndLogins } from './store.ts';
import type { AccountTable, IdentityTables, LoginTable } from './tables.ts';

type Db = Kysely<IdentityTables>;

const accountColumns = ['id', 'personal_number', 'given_name', 'family_name'] as const;
const loginColumns = [
  'login.id',
  'login.account_id',
  'login.client_id',
  'login.level',
  'login.method',
  'login.authority',
  'login.authenticated_at',
  'login.expires_at',
  'login.grant_id',
  'login.user_signature',
  'login.told',
] as const;

/** Indexes: account_pkey, account_personal_number_key, login_pkey, login_grant_id_key. */
export function accountsAndLogins(db: Db): AccountsAndLogins {
  const found = (column: 'login.id' | 'login.grant_id', value: string, now: number) =>
    db
      .selectFrom('login')
      .innerJoin('account', 'account.id', 'login.account_id')
      .select([...loginColumns, 'account.personal_number', 'account.given_name', 'account.family_name'])
      .where(column, '=', value)
      .where('login.expires_at', '>', new Date(now))
      .executeTakeFirst();
  return {
    accountOf: (person, newId) => accountOf(db, person, newId),
    account: async (id) => {
      const row = await db
        .selectFrom('account')
        .select([...accountColumns])
        .where('id', '=', id)
        .executeTakeFirst();
      return row && toAccount(row);
    },
    saveLogin: async (login) => {
      await db.insertInto('login').values(fromLogin(login)).execute();
    },
    loginByGrant: async (grantId, now) => both(await found('login.grant_id', grantId, now)),
    login: async (id, now) => both(await found('login.id', id, now)),
    endLogin: async (grantId) => {
      await db.deleteFrom('login').where('grant_id', '=', grantId).execute();
    },
  };
}

async function accountOf(db: Db, person: Person, newId: string): Promise<Account> {
  const names = { given_name: person.givenName, family_name: person.familyName };
  const row = await db
    .insertInto('account')
    .values({ id: newId, personal_number: person.personalNumber, ...names })
    .onConflict((conflict) => conflict.column('personal_number').doUpdateSet(names))
    .returning([...accountColumns])
    .executeTakeFirstOrThrow();
  return toAccount(row);
}

function toAccount(row: Selectable<AccountTable>): Account {
  return {
    id: row.id,
    personalNumber: row.personal_number,
    givenName: row.given_name,
    familyName: row.family_name,
  };
}

type Joined = Selectable<LoginTable> & Omit<Selectable<AccountTable>, 'id'>;

function both(row: Joined | undefined): { login: Login; account: Account } | undefined {
  if (row === undefined) return undefined;
  return {
    account: toAccount({ ...row, id: row.account_id }),
    login: {
      id: row.id,
      accountId: row.account_id,
      clientId: row.client_id,
      level: row.level as Level,
      method: row.method,
      authority: row.authority,
      authenticatedAt: row.authenticated_at.getTime(),
      expiresAt: row.expires_at.getTime(),
      grantId: row.grant_id,
      userSignature: row.user_signature ?? undefined,
      told: (row.told ?? undefined) as Told | undefined,
    },
  };
}

function fromLogin(login: Login): Insertable<LoginTable> {
  return {
    id: login.id,
    account_id: login.accountId,
    client_id: login.clientId,
    level: login.level,
    method: login.method,
    authority: login.authority,
    authenticated_at: new Date(login.authenticatedAt),
    expires_at: new Date(login.expiresAt),
    grant_id: login.grantId,
    user_signature: login.userSignature ?? null,
    told: login.told === undefined ? null : JSON.stringify(login.told),
  };
}
