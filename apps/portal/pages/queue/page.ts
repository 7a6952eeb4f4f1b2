import type { HistoryEntry, Matter } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { historyPart } from '../onboarding/history.ts';
import { checks, matterHead } from '../onboarding/matter.ts';
import { matterTable, nameOf } from '../onboarding/own-part.ts';
import { stepForms } from '../onboarding/step-forms.ts';
import { isMatterId, type OnboardingTools, refusedPage } from '../onboarding/tools.ts';

/** What waits for a case handler. */
export function queuePage(tools: OnboardingTools): PageRow {
  return {
    name: 'QueuePage',
    path: '/handlaggning',
    summary: 'Ärenden som väntar på beslut',
    who: 'signed-in',
    show: async (visit) => {
      const outcome = await tools.api(visit).matters('review');
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { queue } = visit.t;
      const { items } = outcome.value;
      return {
        kind: 'page',
        title: queue.title,
        content: html`<h1 class="ds-heading" data-size="lg">${queue.title}</h1>
<p class="lead">${queue.lead}</p>
${items.length === 0 ? html`<p>${queue.empty}</p>` : matterTable(visit, items, '/handlaggning')}`,
      };
    },
  };
}

/** One matter as a case handler sees it, with the decisions that are open. */
export function reviewPage(tools: OnboardingTools): PageRow {
  return {
    name: 'ReviewPage',
    path: '/handlaggning/:id',
    summary: 'Ett ärende att besluta i',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const api = tools.api(visit);
      const [matter, history] = await Promise.all([api.matter('review', id), api.history('review', id)]);
      if (matter.kind !== 'ok') return refusedPage(visit, matter);
      const entries = history.kind === 'ok' ? history.value.items : [];
      return {
        kind: 'page',
        title: `${visit.t.queue.decide}: ${nameOf(matter.value)}`,
        content: content(visit, matter.value, entries),
      };
    },
  };
}

function content(visit: OwnVisit, matter: Matter, history: readonly HistoryEntry[]): Html {
  const { t } = visit;
  return html`${matterHead(visit, matter)}
${checks(visit, matter)}
${requirements(visit, matter)}
${stepForms(visit, matter, '/handlaggning')}
<h2 class="ds-heading" data-size="md">${t.onboarding.history}</h2>
${historyPart(visit, history)}
<p><a class="ds-link" href="${visit.href('/handlaggning')}">${t.queue.title}</a></p>`;
}

function requirements({ t }: OwnVisit, { trustMark }: Matter): Html | undefined {
  if (trustMark === undefined) return undefined;
  const verdictOf = (requirement: string) =>
    trustMark.assessments.find((one) => one.requirement === requirement)?.verdict ?? 'open';
  return html`<h2 class="ds-heading" data-size="md">${t.queue.requirements}</h2>
<ul>${trustMark.requirements.map(({ requirement, control }) => html`<li>${requirement} (${control}): ${t.queue.verdicts[verdictOf(requirement)]}</li>`)}</ul>`;
}
