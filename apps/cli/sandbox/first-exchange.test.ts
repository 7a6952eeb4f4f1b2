import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Fetch } from '@ena/client/outcome.ts';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { writeWhole } from '../folder/write-file.ts';
import { heardShell } from '../tests/heard-shell.ts';
import { makeFirstExchange } from './first-exchange.ts';
import { measuredCalls } from './measure.ts';

const known = {
  organisationer: [
    {
      organisationsidentitet: { identitetsbeteckning: '2120000829' },
      organisationsnamn: { organisationsnamnLista: [{ namn: 'Åmåls kommun' }] },
    },
  ],
};

/** The company service and Karlskrona's connector in one; keeps the headers of what came through the exchange. */
function services(answer: object) {
  const asked: Record<string, string>[] = [];
  const fetch: Fetch = (url, { headers }) => {
    if (url.includes('/oauth2/token'))
      return Promise.resolve(Response.json({ access_token: 'å', token_type: 'Bearer', expires_in: 60 }));
    const isExchange = url.includes('/exchange/');
    if (isExchange) asked.push(headers);
    return Promise.resolve(
      Response.json(answer, { headers: isExchange ? { 'ena-exchange-id': 'x', 'ena-evidence': '0' } : {} }),
    );
  };
  return { asked, fetch };
}

async function first(answer: object) {
  using folder = temporaryFolder();
  const { asked, fetch } = services(answer);
  writeWhole(join(folder.path, 'company', 'operator-token'), 'hemlig');
  writeWhole(join(folder.path, 'secrets', 'direct'), 'hemlig');
  const site = { data: folder.path, base: 8400, sandbox: true, shell: { ...heardShell(), fetch } };
  return { asked, outcome: await makeFirstExchange(site, 'http://127.0.0.1:8430', '2120000829') };
}

describe('the first exchange', () => {
  it('names its own system each time, so that it succeeds whatever systems the organisation has got since', async () => {
    const { asked, outcome } = await first(known);
    assert.equal(outcome.kind === 'ok' && outcome.value.organisation.name, 'Åmåls kommun');
    assert.equal(asked.length, 1 + measuredCalls);
    assert.deepEqual([...new Set(asked.map((headers) => headers['ena-system']))], ['verksamhet']);
  });

  it('is not made for an organisation that the registers do not know', async () => {
    const { asked, outcome } = await first({ organisationer: [] });
    assert.equal(outcome.kind === 'failed' && outcome.exit, 'unknown');
    assert.equal(asked.length, 0);
  });
});
