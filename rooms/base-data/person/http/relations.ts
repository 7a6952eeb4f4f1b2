import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { addRelation } from '../use-cases/add-relation.ts';
import { removeRelation } from '../use-cases/remove-relation.ts';
import { parseRelation, type RelationBody, renderRelation } from '../wire/relation.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type ById = RoomRequest<{ id: string }>;

export async function addRelationHandler(
  request: RoomRequest<unknown, unknown, RelationBody>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await addRelation(tools, parseRelation(request.body));
  switch (outcome.kind) {
    case 'added':
      return { status: 201, body: renderRelation(outcome.relation) };
    case 'wrong':
      return problemReply('wrong-relation', outcome.detail, outcome.pointer);
    case 'there-already':
      return problemReply('relation-there', 'Remove the one that is there first, if this one is right.');
  }
}

export async function readRelationHandler({ params }: ById, { store }: Tools): Promise<RoomReply> {
  const relation = await store.relation(params.id);
  return relation === undefined ? unknown() : { status: 200, body: renderRelation(relation) };
}

export async function removeRelationHandler({ params }: ById, tools: Tools): Promise<RoomReply> {
  return (await removeRelation(tools, params.id)) === 'removed' ? { status: 204 } : unknown();
}

function unknown(): RoomReply {
  return problemReply('unknown-relation', 'Check the id.');
}
