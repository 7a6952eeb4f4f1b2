import type { ActedForOrganisation, Mandate } from '@ena/client/mandates.ts';
import { type Choice, choices, errorSummary, type FieldError, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { onBehalfPath } from './on-behalf.ts';
import { pageLinks, pageNumber, perPage, readAll } from './paging.ts';
import { personKey, shownParty } from './party.ts';
import { isId, type MandateTools, type Refused, refusedPage, start } from './tools.ts';

const path = `${start}/roll`;
const myself = 'self';
/** Each list of the page turns by itself. */
const turns = { organisations: 'organisationer', persons: 'personer' } as const;

interface Roles {
  readonly organisations: readonly ActedForOrganisation[];
  /** What the person has received herself, which is valid now. */
  readonly received: readonly Mandate[];
  readonly totals: Readonly<Record<keyof typeof turns, number>>;
}

export function rolePage(tools: MandateTools): PageRow {
  return {
    name: 'MandateRolePage',
    path,
    summary: 'Välj vem det gäller: dig själv, en annan eller en organisation',
    who: 'signed-in',
    show: (visit) => show(tools, visit, []),
  };
}

export function roleForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateRole',
    path,
    summary: 'Tar emot valet av vem det gäller',
    who: 'signed-in',
    take: async (visit, { whom = '' }) => {
      const mandate = /^ombud-(.+)$/.exec(whom)?.[1];
      if (whom === myself || isId(mandate)) {
        // What she holds for another she holds herself; the API knows no acting as that other.
        visit.actFor(undefined);
        return { kind: 'redirect', to: mandate === undefined ? start : `${onBehalfPath}/${mandate}` };
      }
      const outcome = await readAll((slice) => tools.own(visit).organisations(slice));
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const chosen = outcome.value.items.find(({ orgnr, as }) => orgnr === whom && represents(as));
      if (chosen === undefined)
        return show(tools, visit, [{ field: 'whom', message: visit.t.mandates.role.missing }]);
      visit.actFor({ orgnr: chosen.orgnr, name: chosen.name });
      return { kind: 'redirect', to: start };
    },
  };
}

/** The same choice in the place of another page, for whoever has one to make and has not made it since the log-in. */
export async function roleFirst(tools: MandateTools, visit: OwnVisit): Promise<Answer | undefined> {
  if (visit.session.hasChosen) return undefined;
  const roles = await findRoles(tools, visit);
  if ('kind' in roles) return refusedPage(visit, roles);
  const { organisations, persons } = roles.totals;
  return organisations + persons === 0 ? undefined : page(visit, roles, []);
}

function represents(as: ActedForOrganisation['as']): boolean {
  return as.includes('representative');
}

async function show(tools: MandateTools, visit: OwnVisit, errors: readonly FieldError[]): Promise<Answer> {
  const roles = await findRoles(tools, visit);
  return 'kind' in roles ? refusedPage(visit, roles) : page(visit, roles, errors);
}

async function findRoles(tools: MandateTools, visit: OwnVisit): Promise<Roles | Refused> {
  const api = tools.own(visit);
  const at = (list: keyof typeof turns) => ({ limit: perPage, page: pageNumber(visit, turns[list]) });
  const [organisations, mandates] = await Promise.all([
    api.organisations(at('organisations')),
    api.mandates({ as: 'holder', standing: 'valid', ...at('persons') }),
  ]);
  if (organisations.kind !== 'ok') return organisations;
  if (mandates.kind !== 'ok') return mandates;
  return {
    organisations: organisations.value.items,
    received: mandates.value.items,
    totals: {
      organisations: organisations.value._meta.totalRecords,
      persons: mandates.value._meta.totalRecords,
    },
  };
}

function page(visit: OwnVisit, roles: Roles, errors: readonly FieldError[]): Answer {
  const { title } = visit.t.mandates.role;
  return {
    kind: 'page',
    title,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: content(visit, roles, errors),
  };
}

function content(visit: OwnVisit, roles: Roles, errors: readonly FieldError[]): Html {
  const { t, href, session } = visit;
  const { role } = t.mandates;
  const { organisations, received, totals } = roles;
  const options = [
    { value: myself, label: role.myself },
    ...others(visit, received),
    ...organisations
      .filter(({ as }) => represents(as))
      .map(({ orgnr, name }) => ({ value: orgnr, label: `${name}, ${written(orgnr)}` })),
  ];
  const whom = session.actingFor?.orgnr;
  const chosen = options.some(({ value }) => value === whom) ? whom : myself;
  return html`<h1 class="ds-heading" data-size="lg">${role.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${role.lead}</p>
${received.length === 0 && html`<p>${role.noOthers}</p>`}
<form class="stack" method="post" action="${href(path)}">${tokenField(session)}
${choices({ id: 'whom', legend: role.legend, options, ...(chosen !== undefined && { chosen }) }, errors)}
${submit(role.choose)}
</form>
${pageLinks(visit, { path, total: totals.persons, caption: role.others, name: turns.persons })}
${handling(visit, organisations)}
${pageLinks(visit, { path, total: totals.organisations, caption: role.organisations, name: turns.organisations })}`;
}

/** Everyone for whom she holds something, once; of two with protected identities nobody can tell whether they are one. */
function others(visit: OwnVisit, received: readonly Mandate[]): readonly Choice[] {
  const { role } = visit.t.mandates;
  const by = Map.groupBy(received, personKey);
  return [...by.values()].flatMap((theirs) => {
    const [first] = theirs;
    if (first === undefined) return [];
    const words = theirs.some(({ basis }) => basis.kind === 'law') ? role.byLaw : role.byMandate;
    return [{ value: `ombud-${first.id}`, label: words(shownParty(visit, first.grantor)) }];
  });
}

function handling({ t, href }: OwnVisit, organisations: readonly ActedForOrganisation[]): Html | undefined {
  const { role } = t.mandates;
  const handled = organisations.filter(({ as }) => as.includes('handler'));
  if (handled.length === 0) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${role.handling}</h2>
<p>${role.handlingLead}</p>
<ul class="links">${handled.map(({ orgnr, name }) => html`<li><a class="ds-link" href="${href(`${start}/mottagare/${orgnr}`)}">${name}</a></li>`)}</ul>`;
}
