import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '@ena/testkit/folder.ts';
import { listOrganisations } from '../folder/organisations.ts';
import { writeWhole } from '../folder/write-file.ts';
import { movePorts } from './move-ports.ts';

function organisation(data: string, orgnr: string, port: number, hub: string): void {
  const anchor = { entityId: 'https://hub.sandbox.localhost', url: hub, thumbprints: [] };
  const config = { orgnr, name: `Åmåls kommun ${orgnr}`, port, peerPort: port + 1, anchor, sandbox: true };
  writeWhole(join(data, 'orgs', orgnr, 'connector.json'), JSON.stringify(config));
}

describe('a start on another base', () => {
  it('moves the ports of its own block and the hub’s address, and nothing else', () => {
    using folder = temporaryFolder();
    organisation(folder.path, '2120000829', 8410, 'http://127.0.0.1:8400');
    organisation(folder.path, '2021005489', 20_000, 'https://hub.example.se');
    assert.equal(movePorts(folder.path, 8400, 9400), true);
    assert.deepEqual(
      listOrganisations(folder.path).map(({ port, peerPort, anchor }) => [port, peerPort, anchor.url]),
      [
        [20_000, 20_001, 'https://hub.example.se'],
        [9410, 9411, 'http://127.0.0.1:9400'],
      ],
    );
    assert.equal(movePorts(folder.path, 9400, 9400), false);
  });
});
