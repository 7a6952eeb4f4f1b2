import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { serve, type TestServer } from '@ena/client/tests/serve.ts';
import { publicUrl, testClientKey } from '../tests/start-portal.ts';
import { openProvider, type Provider } from './provider.ts';

/** Metadata, and the endpoint for pushed requests (RFC 9126). */
describe('a request to have something signed', () => {
  let server: TestServer;
  let provider: Provider;
  let pushed: URLSearchParams | undefined;
  let status = 201;

  before(async () => {
    server = await serve(async (request, response) => {
      const issuer = server.url;
      const answer = (code: number, body: object) =>
        response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url !== '/par')
        return answer(200, {
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/jwks`,
          pushed_authorization_request_endpoint: `${issuer}/par`,
        });
      pushed = new URLSearchParams(await text(request));
      return status === 201
        ? answer(201, { request_uri: 'urn:ietf:params:oauth:request_uri:ett', expires_in: 60 })
        : answer(status, { error: 'server_error' });
    });
    const key = await testClientKey();
    provider = openProvider({ issuer: server.url, publicUrl, key, scopes: [] });
  });
  after(() => server.close());

  const sign = {
    text: 'FULLMAKT\nÅsa Öberg, personnummer 19970615-2387\n'.repeat(1000),
    message: 'Fullmakt',
  };

  it('goes from server to server: the address tells nothing of it', async () => {
    const levels = 'http://id.elegnamnden.se/loa/1.0/loa3 http://id.elegnamnden.se/loa/1.0/loa4';
    const begun = await provider.begin({ language: 'sv', acr: levels, sign });
    const address = new URL(begun?.url ?? 'none:').searchParams;
    assert.deepEqual(Object.fromEntries(address), {
      client_id: `${publicUrl}/portal`,
      request_uri: 'urn:ietf:params:oauth:request_uri:ett',
    });
    const [, payload = ''] = (pushed?.get('request') ?? '').split('.');
    const request = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const { tbs_data: data } = JSON.parse(request['https://id.oidc.se/param/signRequest']);
    assert.equal(Buffer.from(data, 'base64').toString(), sign.text);
    assert.equal(request.acr_values, levels);
    assert.ok(pushed?.get('client_assertion'));
  });

  it('is not begun where the provider does not take it, and a log-in is', async () => {
    status = 503;
    assert.equal(await provider.begin({ language: 'sv', sign }), undefined);
    const begun = await provider.begin({ language: 'sv' });
    assert.equal(new URL(begun?.url ?? 'none:').pathname, '/auth');
  });
});
