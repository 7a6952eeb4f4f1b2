import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';

/** The admin API with the operator token of a connector's folder. */
export function createConnectorClient(folder: string, port: number) {
  const token = readFileSync(join(folder, 'operator-token'), 'utf8').trim();
  return {
    async post(what: string, body: object): Promise<void> {
      const answer = await request(`http://127.0.0.1:${port}/admin/v1/${what}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`${what}: ${answer.statusCode} ${text}`);
    },
  };
}
