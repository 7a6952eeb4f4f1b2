import type { HistoryEntry, Matter, SignatureEntry } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { historyPart } from '../onboarding/history.ts';
import { findMark, type MarkNow, markPart } from '../onboarding/mark.ts';
import { checks, matterHead } from '../onboarding/matter.ts';
import { matterTable, nameOf } from '../onboarding/own-part.ts';
import { servicePart } from '../onboarding/service.ts';
import { findSignatures, signaturesPart } from '../onboarding/signatures.ts';
import { stepForms } from '../onboarding/step-forms.ts';
import { isMatterId, type OnboardingTools, places, refusedPage } from '../onboarding/tools.ts';
import { searchForm } from './search.ts';

/** What waits for a case handler. */
export function queuePage(tools: OnboardingTools): PageRow {
  return {
    name: 'QueuePage',
    path: places.review,
    summary: 'Ärenden som väntar på beslut',
    who: 'signed-in',
    show: async (visit) => {
      const [outcome, types] = await Promise.all([tools.api(visit).matters('review'), tools.marks.types()]);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { queue } = visit.t;
      const { items } = outcome.value;
      return {
        kind: 'page',
        title: queue.title,
        content: html`<h1 class="ds-heading" data-size="lg">${queue.title}</h1>
<p class="lead">${queue.lead}</p>
${items.length === 0 ? html`<p>${queue.empty}</p>` : matterTable(visit, items, { at: places.review, types })}
<h2 class="ds-heading" data-size="md">${queue.find}</h2>
${searchForm(visit)}`,
      };
    },
  };
}

/** One matter as a case handler sees it, with the decisions that are open. */
export function reviewPage(tools: OnboardingTools): PageRow {
  return {
    name: 'ReviewPage',
    path: `${places.review}/:id`,
    summary: 'Ett ärende att besluta i',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const api = tools.api(visit);
      const [matter, history] = await Promise.all([api.matter('review', id), api.history('review', id)]);
      if (matter.kind !== 'ok') return refusedPage(visit, matter);
      const shown: Shown = {
        matter: matter.value,
        history: history.kind === 'ok' ? history.value.items : [],
        mark: await findMark(tools, matter.value),
        signatures: await findSignatures(tools, visit, 'review', matter.value),
      };
      return {
        kind: 'page',
        title: `${visit.t.queue.decide}: ${nameOf(matter.value, visit.language, shown.mark.types)}`,
        content: content(visit, shown),
      };
    },
  };
}

interface Shown {
  readonly matter: Matter;
  readonly history: readonly HistoryEntry[];
  readonly mark: MarkNow;
  readonly signatures: readonly SignatureEntry[];
}

function content(visit: OwnVisit, { matter, history, mark, signatures }: Shown): Html {
  const { t } = visit;
  return html`${matterHead(visit, matter, mark.types)}
${checks(visit, matter)}
${servicePart(visit, matter)}
${markPart(visit, 'review', matter, mark)}
${signaturesPart(visit, 'review', matter, signatures)}
${stepForms(visit, matter, places.review)}
<h2 class="ds-heading" data-size="md">${t.onboarding.history}</h2>
${historyPart(visit, history)}
<p><a class="ds-link" href="${visit.href(places.review)}">${t.queue.title}</a></p>`;
}
