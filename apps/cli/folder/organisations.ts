import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { failed, ok, type Result } from '../shell/outcome.ts';

/** An organisation of this installation, from its `connector.json`. */
export interface Organisation {
  readonly orgnr: string;
  readonly name: string;
  readonly folder: string;
  /** Where its connector answers own systems and operators. */
  readonly url: string;
  readonly port: number;
  readonly peerPort: number;
  readonly anchor: {
    readonly entityId: string;
    readonly url: string;
    readonly thumbprints: readonly string[];
  };
}

export function organisationsFolder(data: string): string {
  return join(data, 'orgs');
}

/** Organisations by number. A folder without a readable `connector.json` is not yet, or no longer, one. */
export function listOrganisations(data: string): readonly Organisation[] {
  const parent = organisationsFolder(data);
  if (!existsSync(parent)) return [];
  const folders = readdirSync(parent).filter((name) => /^[0-9]{10}$/.test(name));
  return folders.sort().flatMap((name) => readOrganisation(join(parent, name)) ?? []);
}

function readOrganisation(folder: string): Organisation | undefined {
  try {
    const config = JSON.parse(readFileSync(join(folder, 'connector.json'), 'utf8'));
    const { orgnr, name, port, peerPort, anchor, host = '127.0.0.1' } = config;
    const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
    return { orgnr, name, folder, port, peerPort, anchor, url: `http://${reachable}:${port}` };
  } catch {
    return undefined;
  }
}

/** The organisation that `--org` names, or the only one there is. */
export function chooseOrganisation(data: string, orgnr: string | undefined): Result<Organisation> {
  const all = listOrganisations(data);
  const [only, ...others] = all;
  if (only === undefined) {
    return failed(
      'unavailable',
      `Mappen ${data} har ingen organisation. Kör \`npm start\`, eller peka ut en annan mapp med --data.`,
      `The folder ${data} has no organisation. Run \`npm start\`, or name another folder with --data.`,
    );
  }
  if (orgnr === undefined && others.length === 0) return ok(only);
  const chosen = all.find((one) => one.orgnr === orgnr);
  if (chosen !== undefined) return ok(chosen);
  const here = all.map(({ orgnr: number, name }) => `${number} ${name}`).join(', ');
  return orgnr === undefined
    ? failed(
        'usage',
        `Säg vilken organisation med --org: ${here}.`,
        `Say which organisation with --org: ${here}.`,
      )
    : failed(
        'unknown',
        `Mappen ${data} har ingen organisation ${orgnr}; här finns ${here}.`,
        `The folder ${data} has no organisation ${orgnr}; here are ${here}.`,
      );
}
