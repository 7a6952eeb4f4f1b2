import type { ConnectorContext } from '@ena/exchange/connector-context.ts';
import type { ServiceAnswer } from '@ena/exchange/provider/call-service.ts';
import type { Entity } from '@ena/exchange/trust/entity.ts';
import { ok } from '@ena/kernel/result.ts';

export async function signAnswer(
  _context: ConnectorContext,
  _consumer: Entity,
  answer: ServiceAnswer,
  exchangeId: string,
) {
  const outgoing = { ...answer, headers: { ...answer.headers, 'ena-exchange-id': exchangeId } };
  return { outgoing, base: '', signature: '', keyid: '' };
}

export async function verifyAnswer(_context: ConnectorContext, provider: Entity) {
  return ok({ base: '', signature: '', keyid: '', problem: undefined, provider });
}
