import type { CallOut, OutgoingAnswer, OutgoingProblem } from '@ena/kernel/http/outgoing.ts';
import type { Result } from '@ena/kernel/result.ts';
import type { Customer } from '../../domain/event.ts';
import type { Reach } from '../../domain/forwarding/reach.ts';
import type { SourceCall } from '../../use-cases/forwarding/source.ts';
import type { AccessTokens, Credentials } from './access-tokens.ts';
import type { Carrier } from './remote-source.ts';

/** Of one answer, and of all that answer one question. */
export const mostBytes = 8 * 1024 * 1024;

const operation = 'kundhandelseFragaSynkron';

type Sent = Result<OutgoingAnswer, OutgoingProblem>;

/** This organisation's own connector, whose address is configuration. */
export interface Connector {
  readonly url: string;
  readonly system?: string;
  readonly systemKey?: string;
}

export interface HttpsTools {
  readonly callOut: CallOut;
  readonly tokens: AccessTokens;
}

/** Plain HTTPS with an access token. A token that is taken no longer is fetched anew, once. */
export function httpsCarrier(credentials: Credentials, { callOut, tokens }: HttpsTools): Carrier {
  const { reach, secret } = credentials;
  return {
    oneCustomer: false,
    send: async ({ body, headers }, { withinMs, signal }) => {
      const attempt = async () => {
        const token = await tokens.token(credentials, withinMs);
        if (token.kind === 'failed') return { reason: token.reason };
        const authorised = {
          ...headers,
          authorization: `Bearer ${token.token}`,
          ...(reach.gatewayHeaders && { client_id: reach.clientId, client_secret: secret }),
        };
        return twice(() =>
          callOut(`${reach.url}/${operation}`, {
            method: 'POST',
            headers: authorised,
            body,
            mostBytes,
            withinMs,
            ...(signal && { signal }),
          }),
        );
      };
      const first = await attempt();
      if ('reason' in first || !first.ok || first.value.status !== 401) return first;
      tokens.forget(credentials);
      return attempt();
    },
  };
}

/** Through the exchange: the connectors sign, log and judge the access. */
export function exchangeCarrier(
  reach: Extract<Reach, { kind: 'exchange' }>,
  connector: Connector,
  callOut: CallOut,
): Carrier {
  return {
    oneCustomer: true,
    send: ({ body, headers, about }, call: SourceCall) => {
      const { system, systemKey } = connector;
      const { withinMs, signal } = call;
      const exchanged = {
        ...headers,
        'ena-purpose': reach.purpose,
        'ena-legal-basis': reach.legalBasis,
        'x-request-id': call.requestId,
        ...concerned(about.subject.customer),
        ...(system !== undefined && { 'ena-system': system }),
        ...(systemKey !== undefined && { 'ena-system-key': systemKey }),
      };
      const url = `${connector.url}/exchange/${reach.service}/${operation}`;
      return twice(() =>
        callOut(url, {
          method: 'POST',
          headers: exchanged,
          body,
          mostBytes,
          withinMs,
          ...(signal && { signal }),
        }),
      );
    },
  };
}

/**
 * A kept connection that the other end has meanwhile closed looks like an unreachable producer. The question only
 * reads, so it is asked a second time.
 */
async function twice(ask: () => Promise<Sent>): Promise<Sent> {
  const first = await ask();
  return !first.ok && first.error === 'unreachable' ? ask() : first;
}

/** Whose matter it is: ten digits for an organisation. */
function concerned(customer: Customer | undefined): Record<string, string> {
  if (customer === undefined) return {};
  return { 'ena-subject': customer.kind === 'organisation' ? customer.id.slice(2) : customer.id };
}
