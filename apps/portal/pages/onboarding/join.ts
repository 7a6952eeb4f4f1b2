import { html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow } from '../../shell/rows.ts';
import { minuteTime } from '../../shell/time.ts';
import { isMatterId, type OnboardingTools, refusedPage } from './tools.ts';

/** Makes the code and shows the command; the code is shown this once. */
export function joinForm(tools: OnboardingTools): FormRow {
  return {
    name: 'JoinToken',
    path: '/organisation/arende/:id/anslut',
    readAt: '/organisation/arende/:id',
    summary: 'Visar kommandot som ansluter organisationen',
    who: 'signed-in',
    take: async (visit) => {
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const outcome = await tools.api(visit).own.makeJoinToken(id);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { t, href, cli } = visit;
      const { command, expiresAt } = outcome.value;
      return {
        kind: 'page',
        title: t.onboarding.joinTitle,
        shownOnce: true,
        content: html`<h1 class="ds-heading" data-size="lg">${t.onboarding.joinTitle}</h1>
<p class="lead">${t.onboarding.commandLead}</p>
<pre tabindex="0" id="command">${command.replace(/^ena\b/, cli)}</pre>
<p>${t.onboarding.commandOnce(minuteTime(expiresAt))}</p>
<p>${t.onboarding.commandNext}</p>
<p><a class="ds-link" href="${href(`/organisation/arende/${id}`)}">${t.onboarding.toMatter}</a></p>`,
      };
    },
  };
}
