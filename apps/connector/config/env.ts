import { parseArgs } from 'node:util';

/** The only reader of the command line and the environment. */
export interface Invocation {
  readonly folder: string;
  /** Stop when standard input ends: whoever started the program is gone, however it went. */
  readonly exitWithParent: boolean;
}

export type ReadInvocation =
  | { readonly kind: 'run'; readonly invocation: Invocation }
  | { readonly kind: 'stop'; readonly code: number; readonly text: string };

const help = `Runs the connector of one organisation.

  node apps/connector/main.ts --data FOLDER [--exit-with-parent]

FOLDER holds connector.json (see exchange/config.ts for every key), the keys, the state and the evidence log.
\`ena org add\` makes such a folder. With --exit-with-parent it stops when its standard input ends.
Exit codes: 0 stopped, 2 the folder or the configuration cannot be used, 3 it cannot start.
`;

export function readInvocation(argv: readonly string[]): ReadInvocation {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        data: { type: 'string' },
        'exit-with-parent': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
      strict: true,
    });
    if (values.help) return { kind: 'stop', code: 0, text: help };
    if (values.data === undefined)
      return { kind: 'stop', code: 2, text: 'Say which folder: --data FOLDER.\n' };
    return {
      kind: 'run',
      invocation: { folder: values.data, exitWithParent: values['exit-with-parent'] ?? false },
    };
  } catch (error) {
    return { kind: 'stop', code: 2, text: `${(error as Error).message}\n\n${help}` };
  }
}
