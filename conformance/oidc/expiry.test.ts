import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import * as oauth from 'oauth4webapi';
import { Person } from './person.ts';
import { assertPage, insecure, Service, startWith } from './service.ts';
import type { StartedHub } from './started-hub.ts';

/* What lives for a minute at most, by the system's clock: this file waits. */

let service: Service;
let hub: StartedHub;

before(async () => {
  service = await Service.called('https://rp.example/vantar');
  hub = await startWith([service]);
});
after(() => hub?.stop());

it('a code and a pushed request are of no use when their minute has passed', async () => {
  const asked = await service.asks();
  const back = await new Person().logIn(asked.url);
  const { server, client, proof } = service;
  const { given } = await service.parameters();
  const answer = await oauth.pushedAuthorizationRequest(server, client, proof, given, insecure);
  const pushed = await oauth.processPushedAuthorizationResponse(server, client, answer);
  assert.ok(pushed.expires_in <= 60);
  await wait(62_000);
  const late = await service.redeem(asked, back);
  assert.deepEqual([late.status, ((await late.json()) as { error: string }).error], [400, 'invalid_grant']);
  const url = service.address({ client_id: client.client_id, request_uri: pushed.request_uri });
  assertPage(await new Person().open(url), /invalid_request_uri/);
});
