import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { rfc3339, second } from '@ena/kernel/time.ts';
import type { Entity } from '../domain/entity.ts';
import { type SubmitOutcome, submitEntityConfiguration } from '../use-cases/submit-entity-configuration.ts';
import { parseEntityConfiguration } from '../wire/entity-configuration.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function submitEntityConfigurationHandler(
  request: RoomRequest<unknown, unknown, string>,
  tools: Tools,
): Promise<RoomReply> {
  const claimed = parseEntityConfiguration(request.body.trim());
  if (!claimed.ok) return problemReply('malformed-configuration', `The ${claimed.error}.`);
  const outcome = await submitEntityConfiguration(claimed.value, {
    ...tools,
    anchor: tools.anchor.entityId,
    longestHours: tools.config.longestConfigurationHours,
  });
  return render(outcome);
}

function render(outcome: SubmitOutcome): RoomReply {
  switch (outcome.kind) {
    case 'hosted':
    case 'unchanged':
      return { status: 200, body: receipt(outcome.entity) };
    case 'unknown':
      return problemReply(
        'unknown-entity',
        'Ask the operator of the federation to register the organisation.',
      );
    case 'signature-refused':
      return problemReply(
        'signature-refused',
        `${outcome.problem}: sign with a federation key that is registered.`,
      );
    case 'rule-broken':
      return problemReply(
        outcome.fault.rule === 'order' ? 'older-configuration' : 'configuration-refused',
        `${outcome.fault.detail}.`,
      );
    case 'raced':
      return problemReply('changed-meanwhile', 'Repeat the call.');
    default:
      return unreachable(outcome);
  }
}

function receipt(entity: Entity): object {
  return {
    entityId: entity.entityId,
    orgnr: entity.organisationNumber,
    federationKeys: entity.federationKeys.map((key) => key.kid),
    expiresAt: rfc3339((entity.hosted?.expiresAt ?? 0) * second),
  };
}
