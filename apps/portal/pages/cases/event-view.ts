import type { CaseAttachment, MyEvent } from '@ena/client/cases.ts';
import { address, type Html, html } from '../../shell/html.ts';
import type { Visit } from '../../shell/visit.ts';
import { longDate, longTime } from './dates.ts';
import { isNew } from './grouping.ts';
import { veilNote } from './veil-note.ts';
import { inLanguageOf, typeWords, worded } from './words.ts';

/** One event of a case, with all that its producer tells of it. */
export function eventItem(visit: Visit, event: MyEvent): Html {
  const { t, language } = visit;
  const inIts = inLanguageOf(visit, event);
  const words = typeWords(visit, event);
  return html`<li class="event"><p class="facts"><span><time datetime="${event.at}">${longTime(language, event.at)}</time></span>${words && html` <span>${words}</span>`}</p>
<h3${inIts}>${event.title}</h3>
${isNew(event, visit.now) && html`<p><span class="ds-tag" data-color="success" data-size="sm">${t.cases.isNew}</span></p>`}
${retraction(visit, event)}
${event.description !== '' && html`<div class="told"${inIts}>${event.description}</div>`}
${veilNote(visit, event, t.cases.veiled)}
${links(visit, event)}
${attachments(visit, event)}</li>`;
}

function retraction({ t, language }: Visit, { retracted }: MyEvent): Html | undefined {
  if (retracted === undefined) return undefined;
  const { retractedLead, reason } = t.cases;
  return html`<div class="ds-alert" data-color="danger"><p>${retractedLead(longDate(language, retracted.at))}</p>
<p>${reason} <span lang="sv">${retracted.reason}</span></p></div>`;
}

function links(visit: Visit, { extension }: MyEvent): Html | undefined {
  const list = extension?.links ?? [];
  if (list.length === 0) return undefined;
  return html`<h4>${visit.t.cases.case.links}</h4><ul class="links">${list.map(
    ({ text, url }) =>
      html`<li><a class="ds-link" href="${address(url)}">${worded(visit, text)}</a> ${hostOf(url)}</li>`,
  )}</ul>`;
}

function attachments(visit: Visit, { extension }: MyEvent): Html | undefined {
  const list = extension?.attachments ?? [];
  if (list.length === 0) return undefined;
  return html`<h4>${visit.t.cases.case.attachments}</h4><ul class="links">${list.map(
    (one) =>
      html`<li><a class="ds-link" href="${address(one.url)}">${one.name}</a> ${hostOf(one.url)} <span class="hint">${kindOf(visit, one)}</span></li>`,
  )}</ul>`;
}

/** A link that leads away says where. */
export function hostOf(url: string): Html {
  return html`<span class="host">(${URL.parse(url)?.host ?? url})</span>`;
}

function kindOf({ language }: Visit, { mediaType, bytes }: CaseAttachment): string {
  const kind = (mediaType.split('/')[1] ?? mediaType).toUpperCase();
  if (bytes === undefined) return kind;
  const [amount, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  const written = new Intl.NumberFormat(language, { maximumFractionDigits: amount < 10 ? 1 : 0 }).format(
    amount,
  );
  return `${kind}, ${written} ${unit}`;
}
