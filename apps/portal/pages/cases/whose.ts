import type { CaseParty } from '@ena/client/cases.ts';
import { choices, errorSummary, type FieldError, submit, tokenField } from '../../shell/form.ts';
import { html } from '../../shell/html.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { isLegalPerson, written } from '../organisation/number.ts';
import { start } from './filters.ts';
import { type CaseTools, refusedPage } from './tools.ts';

const path = `${start}/vem`;

export function whosePage(tools: CaseTools): PageRow {
  return {
    name: 'CasesOfPage',
    path,
    summary: 'Välj vems ärenden du vill se',
    who: 'signed-in',
    show: (visit) => show(tools, visit, []),
  };
}

export function whoseForm(tools: CaseTools): FormRow {
  return {
    name: 'CasesOf',
    path,
    summary: 'Tar emot valet av vems ärenden som visas',
    who: 'signed-in',
    take: async (visit, form) => {
      const outcome = await tools.as(visit).parties();
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const party = outcome.value.find(({ ref }) => ref === form.whom);
      if (party === undefined)
        return page(visit, outcome.value, [{ field: 'whom', message: visit.t.cases.whose.missing }]);
      choose(visit, party);
      return { kind: 'redirect', to: start };
    },
  };
}

/** A signatory acts for the company on all pages; a mandate is about these pages alone, as is a sole trader's number. */
function choose(visit: OwnVisit, party: CaseParty): void {
  const { kind, by, organisation, ref, name } = party;
  if (kind === 'self') visit.actFor(undefined);
  else if (by === 'signatory' && organisation !== undefined && isLegalPerson(organisation))
    visit.actFor({ orgnr: organisation, name });
  else visit.seeCasesOf({ ref, name });
}

async function show(tools: CaseTools, visit: OwnVisit, errors: readonly FieldError[]): Promise<Answer> {
  const outcome = await tools.as(visit).parties();
  return outcome.kind === 'ok' ? page(visit, outcome.value, errors) : refusedPage(visit, outcome);
}

function page(visit: OwnVisit, parties: readonly CaseParty[], errors: readonly FieldError[]): Answer {
  const { t, href, session } = visit;
  const w = t.cases.whose;
  const options = parties.map((party) => ({ value: party.ref, label: label(visit, party) }));
  const chosen = parties.find((party) => isChosen(visit, party))?.ref;
  return {
    kind: 'page',
    title: w.title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: html`<h1 class="ds-heading" data-size="lg">${w.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${w.lead}</p>
${parties.length < 2 && html`<p>${w.nobodyElse}</p>`}
<form class="stack" method="post" action="${href(path)}">${tokenField(session)}
${choices({ id: 'whom', legend: w.legend, options, ...(chosen !== undefined && { chosen }) }, errors)}
${submit(w.go)}
</form>`,
  };
}

function label({ t }: OwnVisit, { kind, by, name, organisation }: CaseParty): string {
  const w = t.cases.whose;
  if (kind === 'self') return w.myself;
  const number =
    organisation !== undefined && isLegalPerson(organisation) ? `, ${written(organisation)}` : '';
  return `${name}${number} (${by === 'signatory' ? w.signatory : w.mandate})`;
}

function isChosen({ session }: OwnVisit, { ref, kind, organisation }: CaseParty): boolean {
  const { actingFor, casesOf } = session;
  if (casesOf !== undefined) return ref === casesOf.ref;
  if (actingFor !== undefined) return organisation === actingFor.orgnr;
  return kind === 'self';
}
