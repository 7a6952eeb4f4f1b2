import type { CosignTools } from '../use-cases/cosign-checkpoint.ts';

/** What the handlers of this room work with; made once, when the room opens. */
export type Tools = CosignTools;
