import type { ActedFor } from '@ena/client/onboarding.ts';
import { choices, errorSummary, type FieldError, submit, tokenField } from '../shell/form.ts';
import { html } from '../shell/html.ts';
import type { FormRow, PageRow } from '../shell/rows.ts';
import type { Answer, OwnVisit } from '../shell/visit.ts';
import { written } from './organisation/number.ts';

const path = '/foretrad';
const myself = 'self';

/** The organisations that the person has a part in, read live; none where onboarding does not run. */
export type FindOrganisations = (visit: OwnVisit) => Promise<readonly ActedFor[]>;

export function actForPage(find: FindOrganisations): PageRow {
  return {
    name: 'ActForPage',
    path,
    summary: 'Välj vem du företräder',
    who: 'signed-in',
    show: async (visit) => formPage(visit, await find(visit), []),
  };
}

export function actForForm(find: FindOrganisations): FormRow {
  return {
    name: 'ActFor',
    path,
    summary: 'Tar emot valet av vem man företräder',
    who: 'signed-in',
    take: async (visit, form) => {
      const found = await find(visit);
      const chosen = found.find(({ orgnr }) => orgnr === form.whom);
      if (chosen === undefined && form.whom !== myself) {
        return formPage(visit, found, [{ field: 'whom', message: visit.t.actFor.missing }]);
      }
      visit.actFor(chosen && { orgnr: chosen.orgnr, name: chosen.organisationName });
      return { kind: 'redirect', to: chosen === undefined ? '/privat' : '/organisation' };
    },
  };
}

function formPage(visit: OwnVisit, found: readonly ActedFor[], errors: readonly FieldError[]): Answer {
  const { t, href, session } = visit;
  const options = [
    { value: myself, label: t.actFor.myself },
    ...found.map(({ orgnr, organisationName, roles }) => ({
      value: orgnr,
      label: `${organisationName}, ${written(orgnr)} (${roles.map((role) => t.onboarding.roles[role]).join(', ')})`,
    })),
  ];
  const chosen = session.actingFor?.orgnr ?? myself;
  return {
    kind: 'page',
    title: t.actFor.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${t.actFor.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${t.actFor.lead}</p>
${found.length === 0 && html`<p>${t.actFor.noneYet}</p>`}
<form class="stack" method="post" action="${href(path)}">${tokenField(session)}
${choices({ id: 'whom', legend: t.actFor.legend, options, chosen }, errors)}
${submit(t.actFor.choose)}
</form>`,
  };
}
