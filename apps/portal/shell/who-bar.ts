import { minute, swedishTime } from '@ena/kernel/time.ts';
import { expiryOf, idleMs, type Session } from '../session/sessions.ts';
import { tokenField } from './form.ts';
import { type Html, html } from './html.ts';
import type { Frame, Visit } from './visit.ts';

/** From here on the page says that the log-in cannot be made longer. */
const lastMs = 10 * minute;

/**
 * Who is signed in, for whom they act, and until when (WCAG 2.2.1): the time and the button stand on every page,
 * and a script makes them into a warning when the time draws near.
 */
export function whoBar(visit: Visit, session: Session, page: Frame): Html {
  const { t, href } = visit;
  const { person, actingFor } = session;
  return html`<section class="who" aria-label="${t.shell.whoLabel}"><div class="wide">
<p>${t.shell.signedInAs} <strong>${person.name}</strong>${person.loa && html` (${t.shell.level(person.loa)})`}</p>
<p>${t.shell.actingFor} <strong>${page.onBehalfOf ?? actingFor?.name ?? t.shell.self}</strong> <a class="ds-link" href="${href('/foretrad')}">${t.shell.change}<span class="ds-sr-only"> (${t.actFor.title})</span></a></p>
<p>${t.shell.until} <strong><time id="session-end" datetime="${swedishTime(expiryOf(session))}" data-left="${expiryOf(session) - visit.now}">${hourAndMinute(expiryOf(session))}</time></strong></p>
<div class="actions">${!page.shownOnce && extendForm(visit, session)}
<form method="post" action="${href('/portal/log-out')}">${tokenField(session)}<button class="ds-button" data-variant="secondary" data-size="sm" type="submit">${t.shell.logOut}</button></form></div>
</div></section>
${warnings(visit, session)}`;
}

function extendForm(visit: Visit, session: Session): Html | undefined {
  if (session.endsAt - visit.now <= idleMs) return undefined;
  return html`<form method="post" action="${visit.href('/portal/extend')}">${tokenField(session)}
<input type="hidden" name="next" value="${visit.href(visit.path)}">
<button class="ds-button" data-variant="tertiary" data-size="sm" type="submit">${visit.t.shell.extend}</button></form>`;
}

function warnings(visit: Visit, session: Session): Html {
  const { t, now, href } = visit;
  const again = html`<p><a class="ds-link" href="/portal/log-in?next=${encodeURIComponent(href(visit.path))}">${t.shell.logInAgain}</a></p>`;
  if (session.endsAt - now <= lastMs) {
    return html`<div class="wide"><div class="ds-alert" data-color="warning" role="status"><h2 class="ds-heading" data-size="xs">${t.shell.lastTitle(hourAndMinute(session.endsAt))}</h2><p>${t.shell.lastLead}</p>${again}</div></div>`;
  }
  return html`<div class="wide" id="session-warning" role="alert" hidden><div class="ds-alert" data-color="warning"><h2 class="ds-heading" data-size="xs">${t.shell.endingTitle}</h2><p>${t.shell.endingLead}</p></div></div>`;
}

export function hourAndMinute(time: number): string {
  return swedishTime(time).slice(11, 16);
}
