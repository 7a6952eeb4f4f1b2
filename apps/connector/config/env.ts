import { parseArgs } from 'node:util';

/** The only reader of the command line and the environment. */
export interface Invocation {
  readonly folder: string;
}

export type ReadInvocation = { readonly kind: 'run'; readonly invocation: Invocation } | { readonly kind: 'stop'; readonly code: number; readonly text: string };

const help = `Runs the connector of one organisation.

  node apps/connector/main.ts --data FOLDER

FOLDER holds connector.json (see exchange/config.ts for every key), the keys, the state and the evidence log.
\`ena org add\` makes such a folder. Exit codes: 0 stopped, 2 the folder or the configuration cannot be used, 3 it cannot start.
`;

export function readInvocation(argv: readonly string[]): ReadInvocation {
  try {
    const { values } = parseArgs({ args: [...argv], options: { data: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, strict: true });
    if (values.help) return { kind: 'stop', code: 0, text: help };
    if (values.data === undefined) return { kind: 'stop', code: 2, text: 'Say which folder: --data FOLDER.\n' };
    return { kind: 'run', invocation: { folder: values.data } };
  } catch (error) {
    return { kind: 'stop', code: 2, text: `${(error as Error).message}\n\n${help}` };
  }
}
