/** What the command is told by the environment; no other file reads it. */
export interface Surroundings {
  /** For the programs that `ena start` starts: a sandbox always uses its own embedded database. */
  readonly childEnvironment: NodeJS.ProcessEnv;
  /** Key of the asking system, kept out of the command line where others could read it. */
  readonly systemKey: string | undefined;
}

export function readSurroundings(): Surroundings {
  const { DATABASE_URL: _shared, ...childEnvironment } = process.env;
  return { childEnvironment, systemKey: process.env.ENA_SYSTEM_KEY };
}
