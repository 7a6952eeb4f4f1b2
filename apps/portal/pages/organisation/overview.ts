import type { Connection } from '@ena/client/call.ts';
import { hubClient, type Organisation } from '@ena/client/hub.ts';
import { type Html, html } from '../../shell/html.ts';
import type { PageRow } from '../../shell/rows.ts';
import type { Visit } from '../../shell/visit.ts';
import { isLegalPerson, written } from './number.ts';

/** What a pages needs to show someone's own part of the overview; absent where onboarding does not run. */
export type OwnPart = (visit: Visit) => Promise<Html>;

export function overviewPage(connection: Connection, ownPart: OwnPart | undefined): PageRow {
  return {
    name: 'OrganisationPage',
    path: '/organisation',
    summary: 'För organisationer',
    who: 'anyone',
    show: async (visit) => {
      const [own, connected] = await Promise.all([ownPart?.(visit), connectedPart(visit, connection)]);
      return { kind: 'page', title: visit.t.organisation.title, content: content(visit, own, connected) };
    },
  };
}

function content({ t }: Visit, own: Html | undefined, connected: Html): Html {
  const o = t.organisation;
  return html`<h1 class="ds-heading" data-size="lg">${o.title}</h1>
<p class="lead">${o.lead}</p>
${own ?? html`<p>${o.notRunning}</p>`}
<h2 class="ds-heading" data-size="md">${o.steps}</h2>
<ol class="steps">${[o.step1, o.step2, o.step3, o.step4, o.step5].map((step) => html`<li>${step}</li>`)}</ol>
<h2 class="ds-heading" data-size="md">${o.connected}</h2>
${connected}`;
}

async function connectedPart({ t, href }: Visit, connection: Connection): Promise<Html> {
  const outcome = await hubClient(connection).organisations({ limit: 100 });
  if (outcome.kind !== 'ok') return html`<p>${t.shell.unavailable}</p>`;
  const { items } = outcome.value;
  if (items.length === 0) return html`<p>${t.organisation.noneConnected}</p>`;
  const link = ({ orgnr, name }: Organisation) =>
    isLegalPerson(orgnr)
      ? html`<a class="ds-link" href="${href(`/organisation/${orgnr}`)}">${name}</a> (${written(orgnr)})`
      : html`${name}`;
  return html`<ul class="links">${items.map((one) => html`<li>${link(one)}</li>`)}</ul>`;
}
