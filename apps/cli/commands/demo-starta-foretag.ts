import type { Command } from 'commander';
import { startingCompany } from '../life-events/starting-company.ts';
import type { Shell } from '../shell/shell.ts';
import { demo } from './demo-life-event.ts';

export function demoStartaForetag(shell: Shell): Command {
  return demo(
    'starta-foretag',
    {
      sv: 'Livshändelsen Starta företag: fem myndigheter får något att berätta för en testperson',
      en: 'The life event of starting a company: five authorities get something to tell a test person',
    },
    startingCompany,
    shell,
  );
}
