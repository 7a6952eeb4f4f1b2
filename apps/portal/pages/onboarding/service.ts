import type { Matter } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit } from '../../shell/visit.ts';
import { isLegalPerson } from '../organisation/number.ts';
import { draftIn, formOfService, servicePage } from './service-form.ts';
import { isMatterId, keyIn, type OnboardingTools, places, refusedPage, slugOf } from './tools.ts';

const newPath = '/organisation/:orgnr/tjanst';
const editPath = `${places.self}/:id/tjanst`;

export function newServicePage(tools: OnboardingTools): PageRow {
  return {
    name: 'NewServicePage',
    path: newPath,
    summary: 'Registrera en tjänst',
    who: 'signed-in',
    show: async (visit) => {
      if (!isLegalPerson(visit.params.orgnr ?? '')) return notFoundPage(visit);
      return servicePage(visit, { form: {}, errors: [], to: visit.path, key: tools.newKey() });
    },
  };
}

export function newServiceForm(tools: OnboardingTools): FormRow {
  return {
    name: 'NewService',
    path: newPath,
    summary: 'Sparar en ny tjänst som utkast',
    who: 'signed-in',
    take: async (visit, form) => {
      const { orgnr = '' } = visit.params;
      if (!isLegalPerson(orgnr)) return notFoundPage(visit);
      const shown = { form, to: visit.path, key: keyIn(form, tools) };
      const draft = draftIn(visit, form, true);
      if (!('title' in draft)) return servicePage(visit, { ...shown, errors: draft });
      const { name, ...rest } = draft;
      const service = { ...rest, ...(name !== '' && { name }) };
      const outcome = await tools.api(visit).own.registerService(orgnr, service, shown.key);
      if (outcome.kind === 'ok') return { kind: 'redirect', to: `${places.self}/${outcome.value.id}` };
      if (slugOf(outcome) !== 'not-a-member') return refusedPage(visit, outcome);
      return servicePage(visit, {
        ...shown,
        errors: [{ field: 'name', message: visit.t.service.notMember }],
      });
    },
  };
}

export function editServicePage(tools: OnboardingTools): PageRow {
  return {
    name: 'EditServicePage',
    path: editPath,
    summary: 'Ändra en tjänst',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isMatterId(id)) return notFoundPage(visit);
      const matter = await tools.api(visit).matter('self', id);
      if (matter.kind !== 'ok') return refusedPage(visit, matter);
      if (!mayEdit(matter.value)) return notFoundPage(visit);
      return servicePage(visit, { form: formOfService(matter.value), errors: [], to: visit.path });
    },
  };
}

export function editServiceForm(tools: OnboardingTools): FormRow {
  return {
    name: 'ServiceDraft',
    path: editPath,
    summary: 'Sparar ändringen av en tjänst som utkast',
    who: 'signed-in',
    take: async (visit, form) => {
      const { id } = visit.params;
      const revision = Number(form.revision);
      if (!isMatterId(id) || !Number.isSafeInteger(revision)) return notFoundPage(visit);
      const draft = draftIn(visit, form, false);
      if (!('title' in draft)) return servicePage(visit, { form, errors: draft, to: visit.path });
      const { title, metadata } = draft;
      const outcome = await tools.api(visit).own.saveService(id, revision, { title, metadata });
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      return { kind: 'redirect', to: `${places.self}/${id}` };
    },
  };
}

function mayEdit({ service, steps }: Matter): boolean {
  return service !== undefined && steps.some(({ step }) => step === 'save');
}

/** What the service says of itself, as a draft or as published. */
export function servicePart({ t, href }: OwnVisit, matter: Matter): Html | undefined {
  const { service } = matter;
  if (service === undefined) return undefined;
  const s = t.service;
  const kinds: Readonly<Record<string, string>> = s.kinds;
  const { title, entityId, entityType, metadata, publishedAt } = service;
  return html`<h2 class="ds-heading" data-size="md">${s.details}</h2>
<dl><dt>${s.title}</dt><dd>${title}</dd>
<dt>${t.details.entity}</dt><dd class="code">${entityId}</dd>
<dt>${t.onboarding.kinds.service}</dt><dd>${kinds[entityType] ?? entityType} <span class="code">(${entityType})</span></dd>
<dt>${s.publishedAt}</dt><dd>${publishedAt === undefined ? s.notPublished : minuteTime(publishedAt)}</dd></dl>
<h3 class="ds-heading" data-size="xs">${s.metadata}</h3>
<pre tabindex="0" role="region" aria-label="${s.metadata}">${JSON.stringify(metadata, null, 2)}</pre>
${mayEdit(matter) && html`<p><a class="ds-button" data-variant="secondary" href="${href(`${places.self}/${matter.id}/tjanst`)}">${s.edit}</a></p>`}`;
}
