import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { handlerOf, type Keeper } from '../../use-cases/templates/keeper.ts';
import { refusalCodes } from '../../wire/own/refusal-codes.ts';
import { callerOf } from './callers.ts';
import { templateProblem } from './templates-reply.ts';
import type { Tools } from './tools.ts';

export type OfParty<Params, Query = unknown, Body = unknown> = RoomRequest<
  Params & { orgnr: string },
  Query,
  Body
>;

/** Who calls keeps templates: the operator the national ones, a handler those of the party in the address. */
export type KeeperOf<Request> = (
  request: Request,
  tools: Tools,
  handle: (keeper: Keeper) => Promise<RoomReply>,
) => Promise<RoomReply>;

export const asOperator: KeeperOf<unknown> = (_request, _tools, handle) => handle({ kind: 'operator' });

export const asHandler: KeeperOf<OfParty<object>> = (request, tools, handle) =>
  asHandlerOf(request, tools, handle);

export async function asHandlerOf(
  request: OfParty<object>,
  tools: Tools,
  handle: (keeper: Extract<Keeper, { kind: 'handler' }>) => Promise<RoomReply>,
): Promise<RoomReply> {
  const keeper = await handlerOf(tools, callerOf(request), request.params.orgnr);
  if (keeper?.kind === 'handler') return handle(keeper);
  return templateProblem('not-a-handler', { code: refusalCodes['not-a-handler'] });
}
