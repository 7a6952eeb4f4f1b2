import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { contractErrors } from '../../contract-errors.ts';
import type { AskingClient } from '../../domain/contract-client.ts';
import { type ContractScope, chooseScope } from '../../domain/contract-scope.ts';
import type { Violation } from '../../wire/api-error.ts';
import type { ProducerCall } from '../producers/producer.ts';
import { idTokenTexts } from './id-token-texts.ts';
import { refuse } from './refuse.ts';
import type { ContractTools } from './tools.ts';

export interface Asking {
  readonly call: ProducerCall;
  readonly client: AskingClient;
}

interface AskingHeaders {
  readonly scope: ContractScope;
  readonly serviceName: string;
  readonly idToken: string | undefined;
}

const serviceNameForm = /^[a-zA-Z0-9._-]{1,200}$/;
const uuidForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who asks, for whom and by which e-service: everything that the headers of the contract tell, judged. */
export async function readAsking(
  request: RoomRequest,
  version: 'v1' | 'v2',
  tools: ContractTools,
): Promise<Result<Asking, RoomReply>> {
  const { caller, requestId } = request;
  const at = { requestId, clock: tools.clock };
  if (caller.kind !== 'client') return fail(refuse(contractErrors.unauthenticated, at));
  const client: AskingClient = { id: caller.id, organisation: caller.organisation };
  if (!tools.callers.isActive(client)) return fail(refuse(contractErrors.clientInactive, at));
  const headers = readHeaders(request.headers, caller.scopes);
  if (!headers.ok) return fail(refuse(contractErrors.invalidRequest, { ...at, violations: headers.error }));
  const { idToken, ...named } = headers.value;
  const call = { version, requestId, ...named, clientId: caller.id, organisation: caller.organisation ?? '' };
  if (idToken === undefined) return ok({ client, call });
  const user = await tools.idTokens.verify(idToken, caller.id);
  if (user.ok) return ok({ client, call: { ...call, idToken, user: user.value } });
  const error = user.error === 'keys-away' ? contractErrors.idTokenKeysAway : contractErrors.idTokenRefused;
  return fail(refuse(error, { ...at, detail: idTokenTexts[user.error] }));
}

function readHeaders(
  headers: RoomRequest['headers'],
  scopes: readonly string[],
): Result<AskingHeaders, readonly Violation[]> {
  const violations: Violation[] = [];
  const serviceName = headers['x-service-name'];
  const requestId = headers['x-request-id'];
  const idToken = headers['x-id-token'];
  if (typeof serviceName !== 'string' || !serviceNameForm.test(serviceName)) {
    const message =
      serviceName === undefined ? 'must be sent' : 'must be 1–200 of the characters a-z A-Z 0-9 . _ -';
    violations.push({ path: 'X-Service-Name', message });
  }
  if (requestId !== undefined && !(typeof requestId === 'string' && uuidForm.test(requestId))) {
    violations.push({ path: 'X-Request-Id', message: 'must be a UUID' });
  }
  const choice = chooseScope(scopes, idToken !== undefined);
  if (choice.kind === 'user-missing') {
    violations.push({ path: 'X-Id-Token', message: `must be sent with the scope ${choice.scope}` });
  } else if (choice.kind === 'user-superfluous') {
    violations.push({ path: 'X-Id-Token', message: 'must not be sent with the scope user:any' });
  }
  if (violations.length > 0 || choice.kind !== 'chosen') return fail(violations);
  return ok({
    scope: choice.scope,
    serviceName: String(serviceName),
    idToken: idToken === undefined ? undefined : String(idToken),
  });
}
