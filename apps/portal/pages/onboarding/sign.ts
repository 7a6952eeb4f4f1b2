import { beginSignature, type LogInFlow } from '../../log-in/flow.ts';
import { messagePage, notFoundPage } from '../../shell/message-page.ts';
import type { FormRow } from '../../shell/rows.ts';
import { isMatterId, type OnboardingTools, refusedPage } from './tools.ts';

/** Sends the person to sign the agreement as it stands now, word for word. */
export function signForm(tools: OnboardingTools, flow: LogInFlow): FormRow {
  return {
    name: 'Signature',
    path: '/organisation/arende/:id/skriv-under',
    readAt: '/organisation/arende/:id',
    summary: 'Skickar till e-underskrift av avtalet',
    who: 'signed-in',
    take: async (visit) => {
      const { t, href } = visit;
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const api = tools.api(visit);
      const [matter, agreement] = await Promise.all([api.matter('self', id), api.own.agreement(id)]);
      if (matter.kind !== 'ok') return refusedPage(visit, matter);
      if (agreement.kind !== 'ok') return refusedPage(visit, agreement);
      const next = href(`/organisation/arende/${id}`);
      const message = t.onboarding.signMessage(matter.value.application?.organisationName ?? '');
      const url = await beginSignature(flow, visit, {
        text: agreement.value.text,
        message,
        matter: id,
        next,
      });
      if (url !== undefined) return { kind: 'to-provider', url };
      const { providerAway: title, providerAwayLead: lead } = t.errors;
      return messagePage({ title, lead, status: 503, links: [{ to: next, text: t.onboarding.toMatter }] });
    },
  };
}
