import type { MyEvent, NamedProducer, Overview, OverviewQuestion } from '@ena/client/cases.ts';
import type { Form, Visit } from '../../shell/visit.ts';
import type { CaseOnPage, Standing } from './grouping.ts';

/** Where the pages about cases begin. */
export const start = '/arenden';

/** What single cases stand below: `/arenden/hos/karlskrona/…`. */
export const casesAt = `${start}/hos`;

/** What the reader has chosen to see. Nothing here says who she is; words to search for are no part of an address. */
export interface Filters {
  readonly producer?: string;
  /** The first two parts of event types: `TESTKOP.BYGGLOV`. */
  readonly area?: string;
  readonly standing?: Standing;
  /** Wait for everyone and show one list. */
  readonly inOne: boolean;
  /** However long the list is. */
  readonly all: boolean;
}

/** In Swedish, as the rest of the address. */
const standings: ReadonlyMap<string, Standing> = new Map([
  ['atgard', 'action'],
  ['pagar', 'ongoing'],
  ['klart', 'closed'],
]);

/** The value in an address. */
export function valueFor(standing: Standing): string {
  return [...standings].find(([, one]) => one === standing)?.[0] ?? '';
}

/** What is not understood is not chosen. */
export function filtersIn(values: Visit['query'] | Form): Filters {
  const { myndighet: producer = '', omrade: area = '', lage = '' } = values;
  const standing = standings.get(lage);
  return {
    ...(isProducerId(producer) && { producer }),
    ...(area.length <= 200 && /^[A-Z]+\.[A-Z0-9_]+$/.test(area) && { area }),
    ...(standing !== undefined && { standing }),
    inOne: values.samlat === 'ja',
    all: values.antal === 'alla',
  };
}

export function isProducerId(text: string | undefined): text is string {
  return text !== undefined && /^[a-z][a-z0-9-]{1,62}$/.test(text);
}

/** The list's address with these choices, without the language. */
export function listPath({ producer, area, standing, inOne, all }: Filters): string {
  const query = new URLSearchParams();
  if (producer !== undefined) query.set('myndighet', producer);
  if (area !== undefined) query.set('omrade', area);
  if (standing !== undefined) query.set('lage', valueFor(standing));
  if (inOne) query.set('samlat', 'ja');
  if (all) query.set('antal', 'alla');
  return query.size === 0 ? start : `${start}?${query}`;
}

/** What the producers are asked; where a case stands is known only when all its events are together. */
export function questionOf({ producer }: Filters): OverviewQuestion {
  return { ...(producer !== undefined && { producers: [producer] }), limit: 1000 };
}

/** Whom there is to choose between, also when one has been chosen. */
export function mayHold({ producers, others }: Overview): readonly NamedProducer[] {
  return [...producers, ...others];
}

export function isChosen({ producer, area, standing }: Filters): boolean {
  return producer !== undefined || area !== undefined || standing !== undefined;
}

/** A case is of an area when something in it is. */
export function chosen(cases: readonly CaseOnPage[], { area, standing }: Filters): readonly CaseOnPage[] {
  return cases.filter(
    (one) =>
      (standing === undefined || one.standing === standing) &&
      (area === undefined || areasIn(one.events).includes(area)),
  );
}

/** The first two parts of a type's name. */
export function areaOf(type: string): string {
  return type.split('.', 2).join('.');
}

/** Each once; a veiled event has none. */
export function areasIn(events: readonly Pick<MyEvent, 'type'>[]): readonly string[] {
  return [...new Set(events.map(({ type }) => areaOf(type)))].filter((area) => area.includes('.'));
}
