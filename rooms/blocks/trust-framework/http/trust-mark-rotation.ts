import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { rfc3339 } from '@ena/kernel/time.ts';
import { rotateTrustMarkKeys } from '../use-cases/rotate-trust-mark-keys.ts';
import type { TrustMarkTools } from '../use-cases/trust-mark-tools.ts';
import type { MarkRotationRequest } from '../wire/trust-mark-rotation.ts';
import { problemReply } from './problem-reply.ts';

export async function rotateMarkKeys(
  { body }: RoomRequest<unknown, unknown, MarkRotationRequest>,
  tools: TrustMarkTools,
): Promise<RoomReply> {
  const { party, force, reason } = body;
  const outcome = await rotateTrustMarkKeys({ party, hurry: force === true, reason }, tools);
  switch (outcome.kind) {
    case 'stepped': {
      const { active, all } = tools.keys[party];
      const { step, kids, resigned } = outcome;
      const published = all.map((key) => key.kid);
      return { status: 200, body: { step, kids, active: active.kid, published, resigned } };
    }
    case 'wait':
      return problemReply(
        'too-early',
        `The next step is to ${outcome.for}, from ${rfc3339(outcome.until)}. Send {"force":true} only if a key has leaked.`,
      );
    default:
      return unreachable(outcome);
  }
}
