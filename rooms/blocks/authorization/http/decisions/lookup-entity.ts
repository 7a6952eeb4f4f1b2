import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import type { RuleKeeper } from '../../use-cases/decide/keep-rule.ts';
import { type EntityLookup, entityForm } from '../../wire/authzen/rules/entity.ts';
import { ruleReply, unknownRule } from './rule-handlers.ts';

export async function lookupEntity(
  { body }: RoomRequest<unknown, unknown, EntityLookup>,
  { store }: RuleKeeper,
): Promise<RoomReply> {
  const { type, id } = body.entity;
  const rule = await store.findByKey('entity', JSON.stringify([type, id]));
  return rule === undefined ? unknownRule(entityForm) : ruleReply(entityForm, 200, rule);
}
