/** One event of a file, as JSON on one line. */
export interface EventLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Of the text. */
  readonly bytes: number;
  /** Bytes of the file up to here. */
  readonly upTo: number;
  /** Absent where the line is no event at all; then `fault` says why. */
  readonly id: string | undefined;
  readonly fault: string | undefined;
}

type Place = Pick<EventLine, 'line' | 'upTo'>;

export function eventLine(place: Place, text: string): EventLine {
  return { ...place, text, bytes: Buffer.byteLength(text), ...look(text) };
}

export function faultyLine(place: Place, fault: string): EventLine {
  return { ...place, text: '', bytes: 0, id: undefined, fault };
}

/** What is not UTF-8 has become U+FFFD by now. */
function look(text: string): Pick<EventLine, 'id' | 'fault'> {
  if (text.includes('\ufffd')) return { id: undefined, fault: 'is not UTF-8' };
  const id = idOf(text);
  return { id, fault: id === undefined ? 'is no JSON object with a kundhandelseId' : undefined };
}

function idOf(text: string): string | undefined {
  try {
    const event: unknown = JSON.parse(text);
    const isEvent = typeof event === 'object' && event !== null && 'kundhandelseId' in event;
    return isEvent && typeof event.kundhandelseId === 'string' ? event.kundhandelseId : undefined;
  } catch {
    return undefined;
  }
}
