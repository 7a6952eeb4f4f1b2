import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { adoptTemplate } from '../../use-cases/templates/adopt-template.ts';
import { makeTemplate } from '../../use-cases/templates/make-template.ts';
import { reviseTemplate, stepTemplate } from '../../use-cases/templates/step-template.ts';
import { refusalCodes } from '../../wire/own/refusal-codes.ts';
import {
  type AdoptionBody,
  type TemplateBody,
  type TemplateStepBody,
  toTemplateContent,
} from '../../wire/own/template.ts';
import { keyFrom, revisionFrom } from './headers.ts';
import { asHandlerOf, type KeeperOf, type OfParty } from './templates-keepers.ts';
import { stateCode, stepped, templateProblem, templateReply, unknownTemplate } from './templates-reply.ts';
import type { Tools } from './tools.ts';

export function makeTemplateHandler<Request extends RoomRequest<unknown, unknown, TemplateBody>>(
  request: Request,
  tools: Tools,
  asKeeper: KeeperOf<Request>,
): Promise<RoomReply> {
  return asKeeper(request, tools, async (keeper) => {
    const key = keyFrom(request.headers);
    if (!key.ok) return templateProblem(key.error);
    const outcome = await makeTemplate(tools, keeper, toTemplateContent(request.body), key.value);
    switch (outcome.kind) {
      case 'made':
        return templateReply(outcome.template, true, 201);
      case 'repeated':
        return templateReply(outcome.template, true);
      case 'content':
        return templateProblem('template-content', {
          code: refusalCodes['template-content'],
          errors: [outcome.fault],
        });
      case 'key-reused':
        return templateProblem('idempotency-key-reused', { code: refusalCodes['key-reused'] });
    }
  });
}

export function reviseTemplateHandler<Request extends RoomRequest<{ id: string }, unknown, TemplateBody>>(
  request: Request,
  tools: Tools,
  asKeeper: KeeperOf<Request>,
): Promise<RoomReply> {
  return asKeeper(request, tools, async (keeper) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return templateProblem(revision.error);
    const at = { id: request.params.id, revision: revision.value };
    return stepped(await reviseTemplate(tools, keeper, at, toTemplateContent(request.body)));
  });
}

export function stepTemplateHandler<Request extends RoomRequest<{ id: string }, unknown, TemplateStepBody>>(
  request: Request,
  tools: Tools,
  asKeeper: KeeperOf<Request>,
): Promise<RoomReply> {
  return asKeeper(request, tools, async (keeper) => {
    const revision = revisionFrom(request.headers);
    if (!revision.ok) return templateProblem(revision.error);
    const { step, reason } = request.body as {
      step: 'publish' | 'unpublish' | 'block' | 'unblock';
      reason: string;
    };
    const asked = { id: request.params.id, revision: revision.value, step, reason };
    return stepped(await stepTemplate(tools, keeper, asked));
  });
}

export function adoptTemplateHandler(
  request: OfParty<object, unknown, AdoptionBody>,
  tools: Tools,
): Promise<RoomReply> {
  return asHandlerOf(request, tools, async (keeper) => {
    const { template: id, version } = request.body;
    const outcome = await adoptTemplate(tools, keeper, { id, version });
    switch (outcome.kind) {
      case 'adopted':
        return templateReply(outcome.template, true, 201);
      case 'repeated':
        return templateReply(outcome.template, true);
      case 'unknown':
        return unknownTemplate();
      case 'not-published':
        return templateProblem('template-not-published', { code: stateCode(outcome.template) });
      case 'in-use':
        return templateProblem('adopted-in-use', { code: stateCode(outcome.template) });
      case 'changed':
        return templateProblem('template-changed-meanwhile', { code: refusalCodes['changed-meanwhile'] });
    }
  });
}
