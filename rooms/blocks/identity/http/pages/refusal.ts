import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { html } from './html.ts';
import { pageReply } from './page.ts';
import { textsIn } from './texts.ts';

/** What the kernel refuses, as a page in both languages: it is told before anyone knows which the person reads. */
export function refusalPage(problem: Problem, requestId: string): RoomReply {
  const sv = textsIn('sv');
  const en = textsIn('en');
  const content = html`<p>${sv.errorText}</p>
<p lang="en">${en.errorText}</p>
<p>${sv.errorCode}: <code>${problem.status} ${requestId}</code></p>`;
  return pageReply(problem.status, { language: 'sv', title: sv.errorTitle, content });
}
