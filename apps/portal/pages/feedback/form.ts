import type { Connection } from '@ena/client/call.ts';
import { ownPath } from '../../log-in/own-path.ts';
import type { FeedbackOptions, Secrets } from '../../options.ts';
import { messagePage } from '../../shell/message-page.ts';
import type { FormRow } from '../../shell/rows.ts';
import type { Answer, Visit } from '../../shell/visit.ts';
import { sendScore } from './rate.ts';

export interface FeedbackTools {
  readonly connection: Connection;
  readonly feedback: FeedbackOptions;
  readonly secrets: Secrets;
  /** The host that the portal is reached at. */
  readonly domain: string;
  /** Paths of pages that may be rated; anything else is not ours. */
  readonly pages: ReadonlySet<string>;
}

export function feedbackRow(tools: FeedbackTools): FormRow {
  return {
    name: 'Feedback',
    path: '/portal/feedback',
    readAt: '/',
    summary: 'Betyg på en sida',
    who: 'anyone',
    take: async (visit, form) => {
      const score = Number(form.score);
      const page = form.page ?? '';
      const back = ownPath(form.next);
      if (!/^[1-5]$/.test(form.score ?? '')) return answer(visit, 'missing', back);
      if (!tools.pages.has(page)) return answer(visit, 'failed', '/');
      return answer(visit, (await taken(tools, page, score)) ? 'thanks' : 'failed', back);
    },
  };
}

async function taken(tools: FeedbackTools, page: string, score: number): Promise<boolean> {
  const apiKey = await tools.feedback.apiKey();
  if (apiKey === undefined) return false;
  const { connection, domain, secrets } = tools;
  return sendScore(connection, { apiKey, domain, page, score, fingerprint: secrets.make() });
}

function answer({ t, href }: Visit, outcome: 'missing' | 'thanks' | 'failed', back: string): Answer {
  const words = {
    missing: { title: t.feedback.missing, lead: t.feedback.note, status: 400 },
    thanks: { title: t.feedback.thanks, lead: t.feedback.thanksLead, status: 200 },
    failed: { title: t.feedback.failed, lead: t.feedback.failedLead, status: 502 },
  }[outcome];
  return messagePage({ ...words, links: [{ to: href(back), text: t.feedback.toPage }] });
}
