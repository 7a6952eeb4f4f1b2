import { Readable } from 'node:stream';
import { type Html, html } from './html.ts';
import { aboveContent, belowContent, type Site } from './layout.ts';
import type { Answer, Visit } from './visit.ts';

type Streamed = Extract<Answer, { kind: 'stream' }>;

/** The page in the pieces in which it becomes known. It ends as a whole page however its content ends. */
export function streamedPage(site: Site, visit: Visit, page: Streamed): Readable {
  const left = new AbortController();
  const source = pieces(site, visit, page, left.signal);
  return new Readable({
    read() {
      source.next().then(
        ({ done, value }) => this.push(done ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    // A piece that is under way ends by the signal; nobody waits for it here.
    destroy(error, done) {
      left.abort();
      source.return(undefined).catch(() => undefined);
      done(error);
    },
  });
}

async function* pieces(
  site: Site,
  visit: Visit,
  page: Streamed,
  left: AbortSignal,
): AsyncGenerator<string, undefined> {
  yield aboveContent(site, visit, page);
  try {
    for await (const piece of page.content(left)) yield `${piece}\n`;
  } catch (error) {
    yield brokenOff(visit).toString();
    throw error;
  } finally {
    yield belowContent(site, visit, page);
  }
  return undefined;
}

/** What stands above stays; the reader is told that more was to come. */
function brokenOff({ t }: Visit): Html {
  const { broken, brokenLead } = t.errors;
  return html`<section class="ds-alert" data-color="danger" role="alert"><h2 class="ds-heading" data-size="xs">${broken}</h2><p>${brokenLead}</p></section>`;
}
