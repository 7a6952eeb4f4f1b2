import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listOrganisations } from '../folder/organisations.ts';
import { writeWhole } from '../folder/write-file.ts';
import { blockSize, localUrl } from './plan.ts';

/**
 * The folder starts on another base than last time: the connectors' ports move with it, and all find the hub
 * where it is now. Names, keys and logs stay; the hub learns the new addresses when the connectors publish.
 * Answers whether anything changed.
 */
export function movePorts(data: string, from: number, to: number): boolean {
  const shift = (port: number) => (port >= from && port < from + blockSize ? port - from + to : port);
  const changed = listOrganisations(data).map(({ folder }) => {
    const file = join(folder, 'connector.json');
    const config = JSON.parse(readFileSync(file, 'utf8'));
    const isOurHub = config.anchor.url === localUrl(from);
    const moved = {
      ...config,
      port: shift(config.port),
      peerPort: shift(config.peerPort),
      anchor: { ...config.anchor, url: isOurHub ? localUrl(to) : config.anchor.url },
    };
    if (JSON.stringify(moved) === JSON.stringify(config)) return false;
    writeWhole(file, `${JSON.stringify(moved, null, 2)}\n`);
    return true;
  });
  return changed.includes(true);
}
