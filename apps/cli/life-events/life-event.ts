import type { Text } from '@ena/client/verify/verdict.ts';

/** What happens at one authority. */
export interface Step {
  /** Id of a producer that the sandbox begins with. */
  readonly producer: string;
  /** Steps with the same word are of one case. */
  readonly case: string;
  /** Without the producer's prefix. */
  readonly type: string;
  readonly title: Text;
  readonly description: string;
  readonly closed?: boolean;
  /** How far the case has come, 0–100. */
  readonly progress: number;
  readonly toDo?: Text & { readonly daysAhead: number; readonly link: string };
}

/** Something in a person's life that several authorities have cases about. */
export interface LifeEvent {
  readonly name: Text;
  /** Whom it happens to when nobody is named. */
  readonly person: string;
  readonly steps: readonly Step[];
}
