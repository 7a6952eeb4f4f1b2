import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { writeWhole } from '../folder/write-file.ts';
import { tellPortal } from './tell-portal.ts';

describe('the portal', () => {
  it('is told what runs and leaves every other key of the hub’s config.json alone', () => {
    using folder = temporaryFolder();
    const file = join(folder.path, 'hub', 'config.json');
    writeWhole(file, '{"blocks/trust-framework":{"announceHours":1},"portal":{"watch":[],"docs":5}}');
    tellPortal(folder.path, 9400);
    const { portal, ...rest } = JSON.parse(readFileSync(file, 'utf8'));
    assert.deepEqual(rest, { 'blocks/trust-framework': { announceHours: 1 } });
    assert.equal(portal.docs, 5);
    assert.deepEqual(
      portal.watch.map((one: { url: string; orgnr?: string }) => [one.url, one.orgnr]),
      [
        ['http://127.0.0.1:9410', '2120000829'],
        ['http://127.0.0.1:9420', '2021005489'],
        ['http://127.0.0.1:9430', undefined],
      ],
    );
  });
});
