import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { TestHub } from '@ena/testkit/hub.ts';
import { portalOptions, startPortal } from '../tests/start-portal.ts';

let portal: TestHub;

before(async () => {
  portal = await startPortal(portalOptions({}));
});

after(() => portal?.stop());

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('an address that nobody has', () => {
  for (const [path, language, title] of [
    ['/finns-inte', 'sv', 'Sidan finns inte'],
    ['/en/no-such-page', 'en', 'There is no such page'],
    ['/organisation/2021005489/finns/inte', 'sv', 'Sidan finns inte'],
  ] as const) {
    it(`is a whole page in the reader’s language, for a browser: ${path}`, async () => {
      const answer = await fetch(`${portal.url}${path}?namn=<b>åäö`, { headers: browser });
      const page = await answer.text();
      assert.equal(answer.status, 404);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/html/);
      assert.match(answer.headers.get('content-security-policy') ?? '', /script-src 'self'/);
      assert.match(page, new RegExp(`<html lang="${language}"`));
      assert.ok(page.includes(title), page);
      assert.equal(page.includes(path), false, 'it repeats the address');
      assert.equal(page.includes('åäö'), false);
    });
  }

  it('is a problem document for a program', async () => {
    const answer = await fetch(`${portal.url}/finns-inte`);
    assert.equal(answer.status, 404);
    assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
  });

  it('is a page too where only the method is wrong, and says which there are', async () => {
    const answer = await fetch(`${portal.url}/privat`, { method: 'POST', headers: browser });
    assert.equal(answer.status, 405);
    assert.equal(answer.headers.get('allow'), 'GET, HEAD');
    assert.match(await answer.text(), /<h1[^>]*>Sidan kunde inte visas/);
  });
});
