import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { rotateAnchorKeys } from '../use-cases/rotate-anchor-keys.ts';
import type { RotationRequest } from '../wire/rotation.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

export async function rotateKeysHandler(
  request: RoomRequest<unknown, unknown, RotationRequest>,
  tools: Tools,
): Promise<RoomReply> {
  const { announceHours, statementLifetimeHours: retireHours } = tools.config;
  const waits = { announceHours, retireHours };
  const keys = tools.anchor.keys;
  const outcome = await rotateAnchorKeys(
    request.body.force === true,
    { ...tools, keys, waits },
    request.body.reason,
  );
  switch (outcome.kind) {
    case 'stepped':
      return {
        status: 200,
        body: {
          step: outcome.step,
          kids: outcome.kids,
          active: keys.active.kid,
          published: keys.all.map((k) => k.kid),
        },
      };
    case 'wait':
      return problemReply(
        'too-early',
        `The next step is to ${outcome.for}, from ${rfc3339(outcome.until)}. Send {"force":true} only if a key has leaked.`,
      );
    default:
      return unreachable(outcome);
  }
}
