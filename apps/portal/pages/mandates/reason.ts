import { type Html, html } from '../../shell/html.ts';
import type { OwnVisit, Visit } from '../../shell/visit.ts';

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

const longestReason = 1000;

/** What is wrong with a reason that is owed; a reason that is only welcome may be empty. */
export function reasonFault({ t }: Visit, reason: string, owed = true): string | undefined {
  const { reasonMissing, reasonLong } = t.mandates.errors;
  if (reason === '') return owed ? reasonMissing : undefined;
  return reason.length > longestReason ? reasonLong : undefined;
}
