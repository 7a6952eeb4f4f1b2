import type { Command } from 'commander';
import { moving } from '../life-events/moving.ts';
import type { Shell } from '../shell/shell.ts';
import { demo } from './demo-life-event.ts';

export function demoFlytta(shell: Shell): Command {
  return demo(
    'flytta',
    {
      sv: 'Livshändelsen Flytta: fem myndigheter får något att berätta för en testperson',
      en: 'The life event of moving: five authorities get something to tell a test person',
    },
    moving,
    shell,
  );
}
