import type { Text } from '@ena/client/verify/verdict.ts';
import type { Command } from 'commander';
import type { LifeEvent } from '../life-events/life-event.ts';
import { type PlayOptions, play } from '../life-events/play.ts';
import { seconds } from '../shell/arguments.ts';
import { type CommonOptions, leaf } from '../shell/leaf.ts';
import type { Shell } from '../shell/shell.ts';

export function demo(name: string, what: Text, life: LifeEvent, shell: Shell): Command {
  const examples = [
    `ena demo ${name}`,
    `ena demo ${name} --person "Wilma Testberg"`,
    `ena demo ${name} --pace 0 --json`,
  ];
  return leaf(name, what, examples)
    .option('--person <who>', `name or number of a test person (default: ${life.person})`)
    .option('--pace <seconds>', 'pause between what happens', seconds, 2)
    .action((options: CommonOptions & PlayOptions) => shell.tell(options, play(life, options, shell)));
}
