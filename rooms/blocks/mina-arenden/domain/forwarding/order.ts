import type { CaseEvent } from '../event.ts';
import type { SortAttribute, SortKey } from '../question.ts';

export interface FromProducer {
  readonly producer: string;
  readonly event: CaseEvent;
}

type Compare = (a: FromProducer, b: FromProducer) => number;

/** The order of the store's answers (`store/ask.ts`), and by producer where events of several have one id. */
export function inOrder(sort: readonly SortKey[]): Compare {
  const last: Compare = (a, b) => byCodePoint(a.producer, b.producer);
  if (sort.length === 0) {
    return (a, b) => b.event.at - a.event.at || byCodePoint(b.event.id, a.event.id) || last(a, b);
  }
  const compares = sort.map(({ attribute, ascending }) => directed(attribute, ascending));
  return (a, b) => {
    for (const compare of compares) {
      const order = compare(a.event, b.event);
      if (order !== 0) return order;
    }
    return byCodePoint(a.event.id, b.event.id) || last(a, b);
  };
}

function directed(attribute: SortAttribute, ascending: boolean): (a: CaseEvent, b: CaseEvent) => number {
  const compare = compareBy[attribute];
  return ascending ? compare : (a, b) => -compare(a, b);
}

const byText = (textOf: (event: CaseEvent) => string) => (a: CaseEvent, b: CaseEvent) =>
  byCodePoint(folded(textOf(a)), folded(textOf(b)));

const compareBy: Readonly<Record<SortAttribute, (a: CaseEvent, b: CaseEvent) => number>> = {
  title: byText(({ title }) => title),
  description: byText(({ description }) => description),
  producer: byText(({ producerName }) => producerName),
  at: (a, b) => a.at - b.at,
  type: byText(({ type }) => type),
  'needs-action': (a, b) => Number(a.needsAction) - Number(b.needsAction),
  closed: (a, b) => Number(a.closed) - Number(b.closed),
};

const letters = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖåäöÉÈÜéèü'].map((letter, place) => [
    letter,
    'abcdefghijklmnopqrstuvwxyz{|}{|}eeueeu'[place] ?? letter,
  ]),
);

function folded(text: string): string {
  return text.replace(/[A-ZÅÄÖåäöÉÈÜéèü]/g, (letter) => letters.get(letter) ?? letter);
}

/** UTF-16 puts letters beyond the basic plane before some within it; the database does not. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  if (!/[\ud800-\uffff]/.test(a) && !/[\ud800-\uffff]/.test(b)) return a < b ? -1 : 1;
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
