import { readFileSync } from 'node:fs';
import { fetchToken, type NewOAuthClient, oauthClients } from '@ena/client/oauth.ts';
import type { Fetch } from '@ena/client/outcome.ts';
import type { Text } from '@ena/client/verify/verdict.ts';
import { writeWhole } from '../folder/write-file.ts';
import { fromCall, ok, type Result } from '../shell/outcome.ts';

export interface TokenService {
  readonly url: string;
  readonly operatorToken: string;
  readonly fetch: Fetch;
}

const companyService = { sv: 'Företagstjänsten', en: 'The company service' };

/**
 * Sees to it that the client exists at the service and that its secret is in the file (mode 0600); a secret
 * that the service no longer takes is replaced. Answers an access token, which proves that it works.
 */
export async function ensureClient(
  service: TokenService,
  client: NewOAuthClient,
  secretFile: string,
  who: Text = companyService,
): Promise<Result<string>> {
  const { url, operatorToken, fetch } = service;
  const token = (secret: string) =>
    fetchToken({ url, fetch }, { id: client.id, secret, scope: client.scopes.join(' ') });
  const kept = readSecret(secretFile);
  if (kept !== undefined) {
    const works = await token(kept);
    if (works.kind === 'ok') return ok(works.value);
  }
  const clients = oauthClients({ url, fetch, token: operatorToken });
  await clients.remove(client.id);
  const added = fromCall(await clients.add(client), who);
  if (added.kind === 'failed') return added;
  writeWhole(secretFile, added.value.secret);
  return fromCall(await token(added.value.secret), who);
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
