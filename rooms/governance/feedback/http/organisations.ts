import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { unreachable } from '@ena/kernel/result.ts';
import { registerOrganisation } from '../use-cases/register-organisation.ts';
import { unregisterOrganisation } from '../use-cases/unregister-organisation.ts';
import { type RegisterForm, renderApiKey, type UnregisterForm } from '../wire/organisation.ts';
import { contractError } from './contract-error.ts';
import { problemReply } from './problem-reply.ts';
import type { Tools } from './tools.ts';

type Registration = RoomRequest<unknown, unknown, RegisterForm>;

/** The contract's own way in, for anyone, where it is open. */
export async function registerByContract({ body }: Registration, tools: Tools): Promise<RoomReply> {
  if (!tools.openRegistration)
    return contractError('response', 403, 'Ask the operator of this service for a key.', tools.clock);
  const outcome = await register(body, tools);
  switch (outcome.kind) {
    case 'registered':
      return { status: 200, body: renderApiKey(outcome.organisation, outcome.apiKey) };
    case 'bad-domain':
      return contractError('response', 400, `In domainList, ${outcome.detail}.`, tools.clock);
    case 'taken':
      return contractError('response', 409, 'The name or a domain is registered already.', tools.clock);
    default:
      return unreachable(outcome);
  }
}

/** The same, for the operator. */
export async function registerByOperator({ body }: Registration, tools: Tools): Promise<RoomReply> {
  const outcome = await register(body, tools);
  switch (outcome.kind) {
    case 'registered':
      return { status: 201, body: renderApiKey(outcome.organisation, outcome.apiKey) };
    case 'bad-domain':
      return problemReply('bad-domain', `In domainList, ${outcome.detail}.`);
    case 'taken':
      return problemReply('name-or-domain-taken', 'Unregister the other first, or leave the domain out.');
    default:
      return unreachable(outcome);
  }
}

function register({ organisationName, domainList }: RegisterForm, tools: Tools) {
  return registerOrganisation({ name: organisationName, domains: domainList }, tools);
}

export async function unregister(
  { body }: RoomRequest<unknown, unknown, UnregisterForm>,
  tools: Tools,
): Promise<RoomReply> {
  const outcome = await unregisterOrganisation(body.accessToken.trim(), tools);
  const answers = {
    unregistered: { status: 'SUCCESS', message: 'The key is gone; what was collected stays.' },
    'unknown-key': { status: 'FAILURE', message: 'accessToken is not the key of a registered organisation.' },
  };
  return { status: 200, body: answers[outcome] };
}
