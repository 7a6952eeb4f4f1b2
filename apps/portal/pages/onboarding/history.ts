import type { HistoryEntry } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { minuteTime } from '../../shell/time.ts';
import type { Visit } from '../../shell/visit.ts';

/** Every step that was taken, with who, when and why. */
export function historyPart({ t }: Visit, entries: readonly HistoryEntry[]): Html {
  return html`<ol class="history">${entries.map(
    ({
      at,
      by,
      step,
      reason,
      mend,
      details: { requirement },
    }) => html`<li><p><strong>${t.onboarding.stepNames[step] ?? step}${typeof requirement === 'string' && ` ${requirement}`}</strong>, ${minuteTime(at)}, <span lang="sv">${by.name}</span></p>
${reason !== '' && html`<p lang="sv">${reason}</p>`}
${mend.length > 0 && html`<ul lang="sv">${mend.map((it) => html`<li>${it}</li>`)}</ul>`}</li>`,
  )}</ol>`;
}
