import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../folder/write-file.ts';
import { consumer, localUrl, portOffsets, provider } from './plan.ts';

/** Writes into the hub's `config.json` which programs its front page shows; every other key is left as it is. */
export function tellPortal(data: string, base: number): void {
  const file = join(data, 'hub', 'config.json');
  const organisations = [consumer, provider].map(({ orgnr, name, offset }) => ({
    name: { sv: `Anslutning: ${name}`, en: `Connector: ${name}` },
    url: localUrl(base + offset),
    orgnr,
  }));
  const company = {
    name: { sv: 'Grunddata: företag', en: 'Base data: companies' },
    url: localUrl(base + portOffsets.company),
  };
  const watch = [...organisations, company];
  const config = readConfig(file);
  writeWhole(file, `${JSON.stringify({ ...config, portal: { ...config.portal, watch } }, null, 2)}\n`);
}

function readConfig(file: string): { readonly portal?: object } {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
