import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKeyFolder, writeKeyFile } from '@ena/kernel/crypto/key-file.ts';

export interface FeedbackKeyOptions {
  readonly folder: string;
  /** The file with the operator's token: the program registers its own portal, as its operator would. */
  readonly operatorTokenFile: string;
  readonly hubUrl: string;
  readonly publicUrl: string;
  readonly fetch: typeof fetch;
}

const file = 'feedback-key';

/** The portal's key at the collector of ratings: asked for once, at the first rating, and kept in its folder. */
export function feedbackKey(options: FeedbackKeyOptions): () => Promise<string | undefined> {
  let asked: Promise<string | undefined> | undefined;
  return async () => {
    asked ??= keptKey(options.folder) ?? register(options);
    const key = await asked;
    if (key === undefined) asked = undefined;
    return key;
  };
}

function keptKey(folder: string): Promise<string> | undefined {
  const path = join(folder, file);
  return existsSync(path) ? Promise.resolve(readFileSync(path, 'utf8').trim()) : undefined;
}

async function register(options: FeedbackKeyOptions): Promise<string | undefined> {
  const { folder, operatorTokenFile, hubUrl, publicUrl } = options;
  try {
    const answer = await options.fetch(`${hubUrl}/feedback/v1/organisations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${readFileSync(operatorTokenFile, 'utf8').trim()}`,
      },
      body: JSON.stringify({ organisationName: 'Enas portal', domainList: [new URL(publicUrl).hostname] }),
      signal: AbortSignal.timeout(5000),
    });
    const { apiKey } = (await answer.json()) as { readonly apiKey?: unknown };
    if (!answer.ok || typeof apiKey !== 'string') return undefined;
    makeKeyFolder(folder);
    writeKeyFile(folder, file, apiKey);
    return apiKey;
  } catch {
    return undefined;
  }
}
