import type { CaseEvent } from './event.ts';

/** What an event weighs beside its longer texts. */
const beside = 500;

/** About how many characters an event is, for bounding what is held of many. */
export function weightOf({ title, description, extended, references, extension }: CaseEvent): number {
  const objects = [extended, references, extension].filter((one) => one !== undefined);
  const ofObjects = objects.reduce((sum, one) => sum + JSON.stringify(one).length, 0);
  return beside + title.length + description.length + ofObjects;
}
