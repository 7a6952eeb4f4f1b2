import { join } from 'node:path';
import type { Organisation } from '../folder/organisations.ts';
import { inCheckout, type Shell } from '../shell/shell.ts';
import type { Program } from '../supervisor/child.ts';
import { portOffsets } from './plan.ts';

/** Where and how `ena start` runs. */
export interface Site {
  readonly data: string;
  readonly base: number;
  readonly sandbox: boolean;
  readonly shell: Shell;
}

const hubProgram = () => inCheckout('apps/hub/main.ts');

export function hub({ data, base, sandbox, shell }: Site): Program {
  const flags = ['--data', join(data, 'hub'), '--port', String(base + portOffsets.hub)];
  return {
    name: { sv: 'Navet', en: 'The hub' },
    command: [hubProgram(), ...flags, ...(sandbox ? ['--sandbox'] : [])],
    logFile: logFile(data, 'hub'),
    environment: shell.surroundings.childEnvironment,
  };
}

/** Bolagsverket's own service, which knows nothing of the exchange. */
export function company({ data, base, shell }: Site): Program {
  const flags = ['--data', join(data, 'company'), '--port', String(base + portOffsets.company)];
  return {
    name: { sv: 'Företagstjänsten', en: 'The company service' },
    command: [hubProgram(), ...flags, '--rooms', 'base-data/company', '--sandbox'],
    logFile: logFile(data, 'company'),
    environment: shell.surroundings.childEnvironment,
  };
}

export function connector({ data, shell }: Site, { orgnr, name, folder }: Organisation): Program {
  return {
    name: { sv: `Anslutningen för ${name}`, en: `The connector of ${name}` },
    command: [inCheckout('apps/connector/main.ts'), '--data', folder],
    logFile: logFile(data, orgnr),
    environment: shell.surroundings.childEnvironment,
  };
}

export function logFile(data: string, name: string): string {
  return join(data, 'logs', `${name}.log`);
}
