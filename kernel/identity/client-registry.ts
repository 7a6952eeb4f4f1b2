import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Static, Type } from 'typebox';
import { hashSecret, matchesSecret, newSecret } from '../crypto/secret.ts';
import { compileValidator } from '../http/validation.ts';
import { fail, ok, type Result } from '../result.ts';

const clientSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' }),
    secretHash: Type.String({ minLength: 32 }),
    organisation: Type.Optional(Type.String({ pattern: '^[0-9]{10}$' })),
    scopes: Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5B\\x5D-\\x7E]+$' })),
  },
  { additionalProperties: false },
);

/** An OAuth client of this installation. The secret itself is nowhere but with the client. */
export type RegisteredClient = Static<typeof clientSchema>;

/** The clients of one installation, kept in one file (mode 0600) that this process alone writes. */
export interface ClientRegistry {
  list(): readonly RegisteredClient[];
  find(id: string): RegisteredClient | undefined;
  /** The client, if the secret is its own; the time taken does not tell an unknown client from a wrong secret. */
  prove(id: string, secret: string): RegisteredClient | undefined;
  /** Answers the new secret, which cannot be read again; nothing where the id is taken. */
  add(client: Omit<RegisteredClient, 'secretHash'>): { readonly secret: string } | undefined;
  /** Tokens of the client are refused from now on. Answers whether there was one. */
  remove(id: string): boolean;
}

/** Opens the registry, empty where there is no file. Fails with one sentence on a file that is not one. */
export function openClientRegistry(file: string): Result<ClientRegistry, string> {
  const read = readClients(file);
  if (!read.ok) return read;
  const clients = new Map(read.value.map((client) => [client.id, client]));
  const nobody = hashSecret(newSecret());
  const save = () => writeClients(file, [...clients.values()]);
  return ok({
    list: () => [...clients.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    find: (id) => clients.get(id),
    prove: (id, secret) => {
      const client = clients.get(id);
      return matchesSecret(secret, client?.secretHash ?? nobody) ? client : undefined;
    },
    add: (client) => {
      if (clients.has(client.id)) return undefined;
      const secret = newSecret();
      clients.set(client.id, { ...client, secretHash: hashSecret(secret) });
      save();
      return { secret };
    },
    remove: (id) => {
      const removed = clients.delete(id);
      if (removed) save();
      return removed;
    },
  });
}

function readClients(file: string): Result<readonly RegisteredClient[], string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return absent ? ok([]) : fail(`The clients in ${file} cannot be read: ${(error as Error).message}.`);
  }
  try {
    const value: unknown = JSON.parse(text);
    const wrong = compileValidator(Type.Array(clientSchema))(value);
    if (wrong === undefined) return ok(value as RegisteredClient[]);
    return fail(`The file ${file} is no list of clients: ${wrong[0]?.pointer} ${wrong[0]?.detail}`);
  } catch {
    return fail(`The file ${file} is not JSON.`);
  }
}

/** Whole or not at all: written beside and renamed. */
function writeClients(file: string, clients: readonly RegisteredClient[]): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(clients, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(beside, file);
}
