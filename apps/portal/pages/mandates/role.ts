import type { ActedForOrganisation, Mandate } from '@ena/client/mandates.ts';
import { choices, errorSummary, type FieldError, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, OwnVisit } from '../../shell/visit.ts';
import { written } from '../organisation/number.ts';
import { mandateTable } from './lists.ts';
import { nameOf, shownParty } from './party.ts';
import { isId, type MandateTools, refusedPage, start } from './tools.ts';

const path = `${start}/roll`;
const myself = 'self';

interface Roles {
  readonly organisations: readonly ActedForOrganisation[];
  /** What the person has received herself, which is valid now. */
  readonly received: readonly Mandate[];
}

export function rolePage(tools: MandateTools): PageRow {
  return {
    name: 'MandateRolePage',
    path,
    summary: 'Välj vems fullmakter du vill se',
    who: 'signed-in',
    show: (visit) => show(tools, visit, []),
  };
}

export function roleForm(tools: MandateTools): FormRow {
  return {
    name: 'MandateRole',
    path,
    summary: 'Tar emot valet av vems fullmakter som visas',
    who: 'signed-in',
    take: async (visit, form) => {
      if (form.whom === myself) {
        visit.actFor(undefined);
        return { kind: 'redirect', to: start };
      }
      const outcome = await tools.own(visit).organisations({ limit: 100 });
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const chosen = outcome.value.items.find(({ orgnr, as }) => orgnr === form.whom && represents(as));
      if (chosen === undefined)
        return show(tools, visit, [{ field: 'whom', message: visit.t.mandates.role.missing }]);
      visit.actFor({ orgnr: chosen.orgnr, name: chosen.name });
      return { kind: 'redirect', to: start };
    },
  };
}

/** What the person may do for one other: every mandate from the one who gave this one. */
export function onBehalfPage(tools: MandateTools): PageRow {
  return {
    name: 'OnBehalfPage',
    path: `${start}/at/:id`,
    summary: 'Vad du får göra åt en annan',
    who: 'signed-in',
    show: async (visit) => {
      const { id } = visit.params;
      if (!isId(id)) return notFoundPage(visit);
      const outcome = await received(tools, visit);
      if (outcome.kind !== 'ok') return refusedPage(visit, outcome);
      const { items } = outcome.value;
      const grantor = items.find((one) => one.id === id)?.grantor;
      if (grantor === undefined) return notFoundPage(visit);
      const theirs = items.filter(
        (one) => one.grantor.kind === grantor.kind && one.grantor.id === grantor.id,
      );
      return onBehalf(visit, nameOf(grantor), theirs);
    },
  };
}

function onBehalf(visit: OwnVisit, name: string, items: readonly Mandate[]): Answer {
  const { role } = visit.t.mandates;
  const title = role.onBehalf(name);
  return {
    kind: 'page',
    title,
    content: html`<h1 class="ds-heading" data-size="lg">${title}</h1>
<p class="lead">${role.onBehalfLead}</p>
${mandateTable(visit, { caption: title, side: 'grantor', items, total: items.length })}
${items.map(({ title: kind, permissions }) => html`<h2 class="ds-heading" data-size="sm">${kind}</h2><ul>${permissions.map((one) => html`<li>${one.title}</li>`)}</ul>`)}
<p><a class="ds-link" href="${visit.href(path)}">${visit.t.shell.back}</a></p>`,
  };
}

/** The same choice in the place of another page, for whoever has one to make and has not made it since the log-in. */
export async function roleFirst(tools: MandateTools, visit: OwnVisit): Promise<Answer | undefined> {
  if (visit.session.hasChosen) return undefined;
  const roles = await findRoles(tools, visit);
  if (!('received' in roles)) return roles;
  const { organisations, received: mine } = roles;
  return organisations.length + mine.length === 0 ? undefined : page(visit, roles, []);
}

function received(tools: MandateTools, visit: OwnVisit) {
  return tools.own(visit).mandates({ as: 'holder', standing: 'valid', limit: 100 });
}

function represents(as: ActedForOrganisation['as']): boolean {
  return as.includes('representative');
}

async function show(tools: MandateTools, visit: OwnVisit, errors: readonly FieldError[]): Promise<Answer> {
  const roles = await findRoles(tools, visit);
  return 'received' in roles ? page(visit, roles, errors) : roles;
}

async function findRoles(tools: MandateTools, visit: OwnVisit): Promise<Roles | Answer> {
  const [organisations, mandates] = await Promise.all([
    tools.own(visit).organisations({ limit: 100 }),
    received(tools, visit),
  ]);
  if (organisations.kind !== 'ok') return refusedPage(visit, organisations);
  if (mandates.kind !== 'ok') return refusedPage(visit, mandates);
  return { organisations: organisations.value.items, received: mandates.value.items };
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

function content(
  visit: OwnVisit,
  { organisations, received: mine }: Roles,
  errors: readonly FieldError[],
): Html {
  const { t, href, session } = visit;
  const { role } = t.mandates;
  const represented = organisations.filter(({ as }) => represents(as));
  const options = [
    { value: myself, label: role.myself },
    ...represented.map(({ orgnr, name }) => ({ value: orgnr, label: `${name}, ${written(orgnr)}` })),
  ];
  return html`<h1 class="ds-heading" data-size="lg">${role.title}</h1>
${errorSummary(errors, t)}
<p class="lead">${role.lead}</p>
<form class="stack" method="post" action="${href(path)}">${tokenField(session)}
${choices({ id: 'whom', legend: role.legend, options, chosen: session.actingFor?.orgnr ?? myself }, errors)}
${submit(role.choose)}
</form>
<h2 class="ds-heading" data-size="md">${role.others}</h2>
${others(visit, mine)}
${handling(visit, organisations)}`;
}

function others(visit: OwnVisit, mine: readonly Mandate[]): Html {
  const { role } = visit.t.mandates;
  if (mine.length === 0) return html`<p>${role.noOthers}</p>`;
  const first = new Map(mine.toReversed().map((one) => [`${one.grantor.kind}:${one.grantor.id}`, one]));
  return html`<p>${role.othersLead}</p>
<ul class="links">${[...first.values()].map(({ id, grantor }) => html`<li><a class="ds-link" href="${visit.href(`${start}/at/${id}`)}">${shownParty(visit, grantor)}</a></li>`)}</ul>`;
}

function handling({ t, href }: OwnVisit, organisations: readonly ActedForOrganisation[]): Html | undefined {
  const { role } = t.mandates;
  const handled = organisations.filter(({ as }) => as.includes('handler'));
  if (handled.length === 0) return undefined;
  return html`<h2 class="ds-heading" data-size="md">${role.handling}</h2>
<p>${role.handlingLead}</p>
<ul class="links">${handled.map(({ orgnr, name }) => html`<li><a class="ds-link" href="${href(`${start}/mottagare/${orgnr}`)}">${name}</a></li>`)}</ul>`;
}
