import { type Clock, second, swedishTime } from '@ena/kernel/time.ts';
import type { PortalOptions } from '../../options.ts';
import type { PageRow } from '../../shell/rows.ts';
import { renderMap } from './map-page.ts';
import { readOverview } from './overview.ts';
import { texts } from './texts.ts';

/** One look at the sources serves every reader for this long, so that reading the page cannot wear them down. */
const freshMs = 2 * second;

export function mapPage(options: PortalOptions): PageRow {
  const { rooms, sandbox, clock } = options;
  const look = keptFor(freshMs, clock, () =>
    readOverview({ ...options, deadlineMs: options.deadlineMs ?? second }),
  );
  return {
    name: 'MapPage',
    path: '/det-har-kors',
    summary: 'Det här körs',
    who: 'anyone',
    show: async ({ language }) => {
      const overview = await look();
      const readAt = swedishTime(clock.now());
      return {
        kind: 'page',
        title: texts[language].heading,
        content: renderMap({ language, rooms, sandbox, overview, readAt }),
      };
    },
  };
}

/** Shares one answer among all who ask within `ms` of its making. */
function keptFor<T>(ms: number, clock: Clock, make: () => Promise<T>): () => Promise<T> {
  let kept: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    if (kept === undefined || now - kept.at >= ms) kept = { at: now, value: make() };
    return kept.value;
  };
}
