import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { createCallOut } from '@ena/kernel/http/outgoing.ts';
import { guardedFetch, orOwn, privateNetwork } from './guarded-fetch.ts';

describe('what is fetched outside the sandbox', () => {
  const server = createServer((_request, response) => response.end('{"keys":[]}'));
  let url: string;
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  });
  after(() => server.close());

  it('is one address of our own, and of others only public ones over https', async () => {
    const call = guardedFetch(orOwn(createCallOut({ anyAddress: false }), `${url}/portal/jwks`));
    assert.deepEqual(await (await call(`${url}/portal/jwks`)).json(), { keys: [] });
    await assert.rejects(call(`${url}/portal/jwks?x`), /address-refused/);
    await assert.rejects(call('https://127.0.0.1:1/'), /address-not-public/);
  });

  it('may be in the own network where the operator says so, over https alone', async () => {
    const call = guardedFetch(privateNetwork());
    await assert.rejects(call(`${url}/jwks`), /address-refused/);
    await assert.rejects(call('https://127.0.0.1:1/'), /unreachable/);
  });
});
