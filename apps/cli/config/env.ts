/** What the command is told by the environment; no other file reads it. */
export interface Surroundings {
  /**
   * For the programs that `ena start` starts. A sandbox always uses its own embedded database. Compiled code is
   * kept in the installation, which halves a second start; never in the machine's temporary folder, where others
   * could plant code.
   */
  readonly childEnvironment: NodeJS.ProcessEnv;
  /** Key of the asking system, kept out of the command line where others could read it. */
  readonly systemKey: string | undefined;
  /** A producer's load key, kept out of the command line likewise. */
  readonly loadKey: string | undefined;
  /** Whether npm runs the command as a script, with a shell between. */
  readonly startedByNpm: boolean;
}

export function readSurroundings(compiledCode: string): Surroundings {
  const { DATABASE_URL: _shared, ...inherited } = process.env;
  return {
    childEnvironment: { NODE_COMPILE_CACHE: compiledCode, ...inherited },
    systemKey: process.env.ENA_SYSTEM_KEY,
    loadKey: process.env.ENA_LOAD_KEY,
    startedByNpm: process.env.npm_lifecycle_event !== undefined,
  };
}
