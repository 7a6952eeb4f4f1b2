import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { Share } from '../load/room.ts';
import type { Role } from '../telemetry/exchange-metrics.ts';
import { goOn } from './continue.ts';
import { type BodyProblem, readBody } from './read-body.ts';

/**
 * Takes on an exchange whose headers have been judged, and reads its body. From here on it is under way, until its
 * answer has left; both the exchanges and the bytes of their bodies are bounded, for each side of the connector.
 */
export async function takeBody(
  context: Pick<ConnectorContext, 'config' | 'metrics' | 'bodies'>,
  role: Role,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<Result<Buffer, Refusal>> {
  const { config, metrics } = context;
  if (response.destroyed) return fail(bodyRefusal('broken-off', config.maxBodyBytes));
  if (metrics.underWay(role) >= config.concurrentExchanges)
    return fail(refuse('too-many-exchanges', 'Try again in a second, with fewer calls at once.'));
  const share = new Share(context.bodies[role]);
  metrics.begun(role);
  response.once('close', () => {
    metrics.gone(role);
    share.giveBack();
  });
  const body = await readBody(message, config.maxBodyBytes, {
    share,
    onBegin: () => goOn(message, response),
  });
  return body.ok ? body : fail(bodyRefusal(body.error, config.maxBodyBytes));
}

function bodyRefusal(problem: BodyProblem, limit: number): Refusal {
  switch (problem) {
    case 'too-large':
      return refuse('body-too-large', `Send at most ${limit} bytes.`);
    case 'no-room':
      return refuse('too-many-exchanges', 'Try again in a second, with fewer large bodies at once.');
    case 'broken-off':
      return refuse('header-invalid', 'The body broke off.');
  }
}
