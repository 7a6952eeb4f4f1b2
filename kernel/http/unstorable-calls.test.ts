import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestHub } from '@ena/testkit/hub.ts';
import type { Route } from './route.ts';

const row = {
  method: 'GET',
  auth: { kind: 'public', why: 'A row of the test, about no one.' },
  limit: { bodyBytes: 1000, perMinute: 1000 },
  audit: { record: 'never', why: 'A row of the test.' },
  summary: 'A row of the test',
} as const satisfies Partial<Route>;

test('a character that no database keeps is refused where no schema looks; bytes are nobody’s to read', async () => {
  const said: Route = {
    ...row,
    method: 'POST',
    operation: 'say',
    path: '/said/:who',
    consumes: ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'image/png'],
    handler: async () => ({ status: 204 }),
  };
  const read: Route = { ...said, method: 'GET', operation: 'read', path: '/read/*', consumes: [] };
  const own: Route = {
    ...said,
    operation: 'sayInOwnWords',
    path: '/own',
    renderProblem: ({ status, errors }) => ({ status, body: `own words of ${errors?.[0]?.pointer}` }),
  };
  const server = await startTestHub({ rooms: [], mounts: [{ room: 'toy', routes: [said, read, own] }] });
  const say = async (path: string, type: string, body: string) => {
    const reply = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    });
    return [reply.status, await reply.text()] as const;
  };
  const status = async (...given: Parameters<typeof say>) => (await say(...given))[0];
  const [json, form] = ['application/json', 'application/x-www-form-urlencoded'];
  assert.equal(await status('/said/a', json, '{"text":"\\u00e5"}'), 204);
  assert.equal(await status('/said/a', json, '{"text":"\\\\u0000"}'), 204);
  assert.equal(await status('/said/a', json, '{"text":"\\u0000"}'), 400);
  assert.equal(await status('/said/a', form, 'text=a%2500'), 204);
  assert.equal(await status('/said/a', form, 'text=%00'), 400);
  assert.equal(await status('/said/a', form, 'te%00xt=a'), 400);
  assert.equal(await status('/said/a', 'text/plain', 'a\0'), 400);
  assert.equal(await status('/said/a', 'image/png', 'a\0'), 204);
  assert.equal(await status('/said/%00', json, '{}'), 400);
  assert.equal(await status('/said/a?b=1&%00=2', json, '{}'), 400);
  assert.equal((await fetch(`${server.url}/read/a/%00`)).status, 400);
  assert.equal((await fetch(`${server.url}/read/a?b=%00`)).status, 400);
  assert.equal((await fetch(`${server.url}/read/a?b=%2500`)).status, 204);
  assert.deepEqual(await say('/own', form, 'text=%00'), [400, 'own words of /text']);
});
