import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fetchToken } from './oauth.ts';

const answering = (status: number, body: string) => ({
  url: 'https://hub.example.se',
  fetch: () => Promise.resolve(new Response(body, { status })),
});

describe('a token', () => {
  const client = { id: 'k', secret: 's', scope: 'läsa' };

  it('is asked for with the client’s secret, never with the operator’s token', async () => {
    let seen: { headers: Record<string, string>; body: unknown } | undefined;
    const token = await fetchToken(
      {
        url: 'https://x',
        token: 'operator',
        fetch: (_url, { headers, body }) => {
          seen = { headers, body };
          return Promise.resolve(new Response('{"access_token":"t"}'));
        },
      },
      client,
    );
    assert.deepEqual(token, { kind: 'ok', value: 't' });
    assert.equal(seen?.headers.authorization, undefined);
    assert.equal(seen?.body, 'grant_type=client_credentials&client_id=k&client_secret=s&scope=l%C3%A4sa');
  });

  it('that is refused is told in the words of the token endpoint', async () => {
    const refused = answering(401, '{"error":"invalid_client","error_description":"Fel hemlighet."}');
    const outcome = await fetchToken(refused, client);
    assert.deepEqual(outcome.kind === 'problem' && [outcome.problem.status, outcome.problem.detail], [
      401,
      'Fel hemlighet.',
    ]);
    assert.equal((await fetchToken(answering(200, '{}'), client)).kind, 'unreachable');
  });
});
