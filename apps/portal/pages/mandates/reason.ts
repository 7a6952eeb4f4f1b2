import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit } from '../../shell/visit.ts';

/** Why something happened: a rule’s reason in the reader’s language, a person’s as it was written. */
export function reasonPart(
  { t, language }: OwnVisit,
  { reason, reasonEn }: { readonly reason: string; readonly reasonEn?: string },
): Html | undefined {
  if (reason === '') return undefined;
  const label = t.mandates.view.reason;
  if (language === 'en' && reasonEn !== undefined) return html`<p>${label}: ${reasonEn}</p>`;
  return html`<p>${label}: <span lang="sv">${reason}</span></p>`;
}
