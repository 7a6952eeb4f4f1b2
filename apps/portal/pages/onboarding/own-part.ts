import type { ActedFor, Matter } from '@ena/client/onboarding.ts';
import { type Html, html } from '../../shell/html.ts';
import { scrollTable } from '../../shell/table.ts';
import { minuteTime } from '../../shell/time.ts';
import type { OwnVisit, Visit } from '../../shell/visit.ts';
import { type MarkType, typeNamed } from '../../sources/trust-marks.ts';
import type { Language } from '../../texts/language.ts';
import { isLegalPerson, written } from '../organisation/number.ts';
import type { OwnPart } from '../organisation/overview.ts';
import type { OnboardingTools } from './tools.ts';

/** On the organisation page: what concerns the one who reads it. */
export function onboardingPart(tools: OnboardingTools): OwnPart {
  return async (visit) => {
    if (!isOwn(visit)) return invitation(visit);
    const api = tools.api(visit);
    const [organisations, matters, types] = await Promise.all([
      api.own.organisations({ limit: 100 }),
      api.matters('self'),
      tools.marks.types(),
    ]);
    if (organisations.kind !== 'ok' || matters.kind !== 'ok') {
      return html`<p>${visit.t.shell.unavailable} <a class="ds-link" href="/portal/log-in?next=${encodeURIComponent(visit.href(visit.path))}">${visit.t.shell.logInAgain}</a></p>`;
    }
    return html`<h2 class="ds-heading" data-size="md">${visit.t.organisation.mine}</h2>
${organisationTable(visit, organisations.value.items)}
${matterTable(visit, matters.value.items, { types })}
${actions(visit)}`;
  };
}

function isOwn(visit: Visit): visit is OwnVisit {
  return visit.session !== undefined;
}

function invitation({ t, href }: Visit): Html {
  return html`<p>${t.organisation.out}</p>
<p><a class="ds-button" href="/portal/log-in?next=${encodeURIComponent(href('/organisation'))}">${t.shell.logIn}</a></p>`;
}

function actions({ t, href }: Visit): Html {
  return html`<p class="actions"><a class="ds-button" href="${href('/organisation/ansok')}">${t.organisation.apply}</a>
<a class="ds-button" data-variant="secondary" href="${href('/organisation/inbjudan')}">${t.onboarding.invitationTitle}</a></p>`;
}

function organisationTable(visit: Visit, items: readonly ActedFor[]): Html | undefined {
  const { t, href } = visit;
  if (items.length === 0) return undefined;
  return scrollTable(
    t.onboarding.organisations,
    [t.onboarding.organisation, t.organisation.orgnr, t.organisation.role],
    items.map(({ orgnr, organisationName, roles }) => [
      isLegalPerson(orgnr)
        ? html`<a class="ds-link" href="${href(`/organisation/${orgnr}/skot`)}">${organisationName}</a>`
        : html`${organisationName}`,
      html`${written(orgnr)}`,
      html`${roles.map((role) => t.onboarding.roles[role]).join(', ')}`,
    ]),
  );
}

export interface MatterTable {
  /** Where each matter is shown. */
  readonly at?: string;
  readonly types?: readonly MarkType[] | undefined;
}

export function matterTable(
  visit: Visit,
  items: readonly Matter[],
  { at = '/organisation/arende', types }: MatterTable = {},
): Html {
  const { t, language, href } = visit;
  if (items.length === 0) return html`<p>${t.organisation.none}</p>`;
  return scrollTable(
    t.onboarding.matters,
    [t.onboarding.matter, t.organisation.orgnr, t.organisation.state, t.onboarding.changed],
    items.map((matter) => [
      html`<a class="ds-link" href="${href(`${at}/${matter.id}`)}">${t.onboarding.kinds[matter.kind]}: ${nameOf(matter, language, types)}</a>`,
      html`<span class="number">${written(matter.orgnr)}</span>`,
      html`${matter.stateText[language]}`,
      html`${minuteTime(matter.changedAt)}`,
    ]),
  );
}

/** What a matter is about, in a few words; a mark by its title where the catalogue is at hand. */
export function nameOf(matter: Matter, language: Language, types: readonly MarkType[] = []): string {
  const { application, contact, service, trustMark, orgnr } = matter;
  const mark = trustMark && (typeNamed(types, trustMark.type)?.title[language] ?? trustMark.type);
  return application?.organisationName ?? contact?.name ?? service?.title ?? mark ?? written(orgnr);
}
