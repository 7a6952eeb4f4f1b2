import { type Page, pageOffset, renderPage } from '@ena/kernel/http/paging.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import type { Template } from '../../domain/template.ts';
import type { Listed, Slice } from '../../store/store.ts';
import { templateErrors } from '../../template-errors.ts';
import type { ReviseTemplateOutcome } from '../../use-cases/templates/step-template.ts';
import { refusalCodes, templateStateCodes } from '../../wire/own/refusal-codes.ts';
import { renderTemplate } from '../../wire/own/template.ts';
import { problemsOf } from './problem-reply.ts';

export const templateProblem = problemsOf(templateErrors);

export function stepped(outcome: ReviseTemplateOutcome): RoomReply {
  switch (outcome.kind) {
    case 'done':
      return templateReply(outcome.template, true);
    case 'unknown':
      return unknownTemplate();
    case 'changed':
      return templateProblem('template-changed-meanwhile', { code: refusalCodes['changed-meanwhile'] });
    case 'not-open':
      return templateProblem('template-step-not-open', { code: stateCode(outcome.template) });
    case 'adopted':
      return templateProblem('template-adopted', { code: refusalCodes['template-content'] });
    case 'content':
      return templateProblem('template-content', {
        code: refusalCodes['template-content'],
        errors: [outcome.fault],
      });
  }
}

export function unknownTemplate(): RoomReply {
  return templateProblem('unknown-template', { code: refusalCodes['unknown-template'] });
}

export function stateCode({ state }: Template): string {
  return templateStateCodes[state];
}

export function templateReply(template: Template, keeping: boolean, status = 200): RoomReply {
  return { status, headers: { etag: `"${template.revision}"` }, body: renderTemplate(template, keeping) };
}

export function pageReply(
  { items, total }: Listed<Template>,
  query: Page,
  path: string,
  keeping: boolean,
  filters: Readonly<Record<string, string | undefined>> = {},
): RoomReply {
  const rows = items.map((template) => renderTemplate(template, keeping));
  return { status: 200, body: renderPage(rows, total, query, path, filters) };
}

export function sliceOf(query: Page): Slice {
  return { offset: pageOffset(query), limit: query.limit };
}
