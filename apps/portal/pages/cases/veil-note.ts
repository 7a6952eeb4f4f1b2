import type { MyEvent } from '@ena/client/cases.ts';
import { type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { acrOf } from './tools.ts';

/** That more is shown after a stronger log-in, and the way there and back to this page; nothing where all is shown. */
export function veilNote(
  { t, href, path }: Visit,
  { veiledBelow }: MyEvent,
  words: string,
): Html | undefined {
  if (veiledBelow !== 3 && veiledBelow !== 4) return undefined;
  const query = new URLSearchParams({ next: href(path), acr: acrOf(veiledBelow) });
  return html`<p class="veil">${words} <a class="ds-link" href="/portal/log-in?${query.toString()}">${t.cases.logInStronger(veiledBelow)}</a></p>`;
}
