import type { IncomingMessage, ServerResponse } from 'node:http';
import { fail, type Result } from '@ena/kernel/result.ts';
import type { ConnectorContext } from '../connector-context.ts';
import { type Refusal, refuse } from '../errors.ts';
import { Share } from '../load/room.ts';
import type { Role } from '../telemetry/exchange-metrics.ts';
import { goOn } from './continue.ts';
import { type BodyProblem, readBody } from './read-body.ts';

/** An exchange that has been judged by its headers. */
interface Admitted {
  readonly role: Role;
  /** The other organisation, where it is one; its share of what is taken on at once is bounded. */
  readonly partner?: string;
}

/**
 * Takes on an exchange whose headers have been judged, and reads its body. From here on it is under way, until its
 * answer has left; both the exchanges and the bytes of their bodies are bounded, for each side of the connector, and
 * for each partner.
 */
export async function takeBody(
  context: Pick<ConnectorContext, 'config' | 'metrics' | 'bodies' | 'partners'>,
  { role, partner }: Admitted,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<Result<Buffer, Refusal>> {
  const { config, metrics } = context;
  if (response.destroyed) return fail(bodyRefusal('broken-off', config.maxBodyBytes));
  if (metrics.underWay(role) >= config.concurrentExchanges)
    return fail(refuse('too-many-exchanges', tooMany));
  const seat = partner === undefined ? undefined : context.partners.enter(partner);
  if (partner !== undefined && seat === undefined)
    return fail(
      refuse('too-many-exchanges', `One organisation may not have more under way here. ${tooMany}`),
    );
  const share = new Share(context.bodies[role], ...(seat === undefined ? [] : [seat.bytes]));
  metrics.begun(role);
  response.once('close', () => {
    metrics.gone(role);
    share.giveBack();
    seat?.leave();
  });
  const body = await readBody(message, config.maxBodyBytes, {
    share,
    onBegin: () => goOn(message, response),
  });
  return body.ok ? body : fail(bodyRefusal(body.error, config.maxBodyBytes));
}

const tooMany = 'Try again in a second, with fewer calls at once.';

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
