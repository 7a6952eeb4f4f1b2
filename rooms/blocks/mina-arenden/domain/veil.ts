import type { CaseEvent } from './event.ts';
import type { EventExtension, Retraction, Veil } from './extension.ts';

export type Loa = 2 | 3 | 4;

/** An event as a log-in of some strength may see it. */
export interface ShownEvent {
  readonly event: CaseEvent;
  /** The level at which all of it is shown; absent where it is. */
  readonly veiledBelow?: 3 | 4;
}

/**
 * What a log-in of that level is shown. Below the veil's level: that something has happened, at which producer, in which
 * case, when, and by when something has to be done; what it was is told by the veil's title alone, the type's name
 * cut to its prefix included.
 */
export function veiled(event: CaseEvent, loa: Loa): ShownEvent {
  const veil = event.extension?.veil;
  if (veil === undefined || loa >= veil.fromLoa) return { event };
  const { extended: _extended, references: _references, extension, retracted, ...rest } = event;
  const hidden: CaseEvent = {
    ...rest,
    title: veil.title.sv,
    description: '',
    language: 'sv',
    type: event.type.slice(0, event.type.indexOf('.')),
    tags: [],
    extension: underVeil(extension ?? {}, veil),
    ...(retracted !== undefined && { retracted: withoutReason(retracted) }),
  };
  return { event: hidden, veiledBelow: veil.fromLoa };
}

/** When something has to be done, but not what or where. */
function underVeil({ toDo, progress }: EventExtension, veil: Veil): EventExtension {
  return {
    ...(toDo !== undefined && {
      toDo: { text: veil.title, ...(toDo.due !== undefined && { due: toDo.due }) },
    }),
    ...(progress !== undefined && { progress }),
    veil,
  };
}

const withoutReason = ({ at }: Retraction): Retraction => ({ at, reason: '' });
