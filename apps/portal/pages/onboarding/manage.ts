import type { ContactRole, Matter } from '@ena/client/onboarding.ts';
import { choices, errorSummary, type FieldError, field, submit, tokenField } from '../../shell/form.ts';
import { type Html, html } from '../../shell/html.ts';
import { notFoundPage } from '../../shell/message-page.ts';
import type { FormRow, PageRow } from '../../shell/rows.ts';
import type { Answer, Form, OwnVisit } from '../../shell/visit.ts';
import type { MarkType } from '../../sources/trust-marks.ts';
import { isLegalPerson, written } from '../organisation/number.ts';
import { matterTable } from './own-part.ts';
import { keyIn, type OnboardingTools, refusedPage } from './tools.ts';

const roles: readonly ContactRole[] = ['administrative', 'technical', 'technical-agent'];

/** An organisation as its contacts see it: its matters, and inviting more contacts. */
export function managePage(tools: OnboardingTools): PageRow {
  return {
    name: 'ManagePage',
    path: '/organisation/:orgnr/skot',
    summary: 'Sköt en organisations anslutning',
    who: 'signed-in',
    show: (visit) => show(tools, visit, {}, []),
  };
}

export function inviteForm(tools: OnboardingTools): FormRow {
  return {
    name: 'Invitation',
    path: '/organisation/:orgnr/bjud-in',
    readAt: '/organisation/:orgnr/skot',
    summary: 'Bjuder in en kontakt',
    who: 'signed-in',
    take: async (visit, form) => {
      const { orgnr = '' } = visit.params;
      if (!isLegalPerson(orgnr)) return notFoundPage(visit);
      const wish = wishIn(visit, form);
      if ('errors' in wish) return show(tools, visit, form, wish.errors);
      const key = keyIn(form, tools);
      const outcome = await tools.api(visit).own.invite(orgnr, wish, key);
      return outcome.kind === 'ok' ? codePage(visit, orgnr, outcome.value.code) : refusedPage(visit, outcome);
    },
  };
}

type Wish = { readonly role: ContactRole; readonly name: string; readonly email: string };

function wishIn({ t }: OwnVisit, form: Form): Wish | { readonly errors: readonly FieldError[] } {
  const role = roles.find((one) => one === form.role);
  const name = (form.name ?? '').trim();
  const email = (form.email ?? '').trim();
  const errors: FieldError[] = [];
  if (role === undefined) errors.push({ field: 'role', message: t.onboarding.roleMissing });
  if (name === '' || name.length > 200) errors.push({ field: 'name', message: t.onboarding.nameMissing });
  if (!/^[^@\s]{1,64}@[^@\s]{1,190}$/.test(email))
    errors.push({ field: 'email', message: t.onboarding.emailWrong });
  return role === undefined || errors.length > 0 ? { errors } : { role, name, email };
}

async function show(
  tools: OnboardingTools,
  visit: OwnVisit,
  form: Form,
  errors: readonly FieldError[],
): Promise<Answer> {
  const { orgnr = '' } = visit.params;
  if (!isLegalPerson(orgnr)) return notFoundPage(visit);
  const [matters, organisations] = await Promise.all([
    tools.api(visit).own.organisationMatters(orgnr, { limit: 100 }),
    tools.api(visit).own.organisations({ limit: 100 }),
  ]);
  if (matters.kind !== 'ok') return refusedPage(visit, matters);
  const own =
    organisations.kind === 'ok' ? organisations.value.items.find((one) => one.orgnr === orgnr) : undefined;
  const name = own?.organisationName ?? written(orgnr);
  const types = await tools.marks.types();
  const key = form.key ?? tools.newKey();
  return {
    kind: 'page',
    title: name,
    status: errors.length > 0 ? 422 : 200,
    isError: errors.length > 0,
    content: content(visit, {
      name,
      roles: own?.roles ?? [],
      matters: matters.value.items,
      types,
      form,
      errors,
      key,
    }),
  };
}

interface Shown {
  readonly name: string;
  readonly roles: readonly ContactRole[];
  readonly types: readonly MarkType[] | undefined;
  readonly matters: readonly Matter[];
  readonly form: Form;
  readonly errors: readonly FieldError[];
  readonly key: string;
}

function content(visit: OwnVisit, { name, roles: held, matters, types, form, errors, key }: Shown): Html {
  const { t, href, params, session } = visit;
  const { orgnr = '' } = params;
  const o = t.onboarding;
  return html`<h1 class="ds-heading" data-size="lg">${name}</h1>
${errorSummary(errors, t)}
<p><a class="ds-link" href="${href(`/organisation/${orgnr}`)}">${o.published}</a></p>
<p><a class="ds-link" href="${href(`/organisation/${orgnr}/system`)}">${t.held.title}</a></p>
<h2 class="ds-heading" data-size="md">${o.matters}</h2>
${matterTable(visit, matters, { types })}
${beginnings(visit, orgnr, held)}
<h2 class="ds-heading" data-size="md">${o.inviteTitle}</h2>
<p>${o.inviteLead}</p>
<form class="stack" method="post" action="${href(`/organisation/${orgnr}/bjud-in`)}" novalidate>
${tokenField(session)}<input type="hidden" name="key" value="${key}">
${choices({ id: 'role', legend: t.organisation.role, options: roles.map((value) => ({ value, label: o.roles[value] })), ...(form.role !== undefined && { chosen: form.role }) }, errors)}
${field({ id: 'name', label: o.contactName, value: form.name ?? '', required: true, autocomplete: 'off' }, errors, t)}
${field({ id: 'email', label: o.email, value: form.email ?? '', required: true, type: 'email', autocomplete: 'off' }, errors, t)}
${submit(o.invite)}
</form>`;
}

/** What a contact may begin; the API has the last word. */
function beginnings({ t, href }: OwnVisit, orgnr: string, held: readonly ContactRole[]): Html | undefined {
  const technical = held.some((role) => role !== 'administrative');
  const entitled = held.some((role) => role !== 'technical-agent');
  if (!technical && !entitled) return undefined;
  const link = (to: string, text: string) =>
    html`<a class="ds-button" data-variant="secondary" href="${href(`/organisation/${orgnr}/${to}`)}">${text}</a>`;
  return html`<p class="actions">${technical && link('tjanst', t.service.register)}
${entitled && link('marke', t.marks.apply)}</p>`;
}

/** The code is shown this once; handing it over is the contact's own business. */
function codePage({ t, href }: OwnVisit, orgnr: string, code: string | undefined): Answer {
  const o = t.onboarding;
  return {
    kind: 'page',
    title: o.invited,
    shownOnce: code !== undefined,
    content: html`<h1 class="ds-heading" data-size="lg">${o.invited}</h1>
<p class="lead">${code === undefined ? o.invitedBefore : o.invitedLead}</p>
${code !== undefined && html`<pre tabindex="0">${code}</pre>`}
<p><a class="ds-link" href="${href(`/organisation/${orgnr}/skot`)}">${t.shell.back}</a></p>`,
  };
}
