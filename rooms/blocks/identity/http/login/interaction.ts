import type { RoomRequest } from '@ena/kernel/http/route.ts';
import { errors, type Provider, type StoredInteraction } from 'oidc-provider';
import { type Level, levelsLeft } from '../../domain/assurance.ts';
import { params, scopes } from '../../wire/oidc-sweden.ts';
import { parseSignRequest, type SignRequest } from '../../wire/sign-request.ts';
import { toldClaimsAsked } from '../../wire/told-claims.ts';
import { parseUserMessage, type UserMessage } from '../../wire/user-message.ts';
import { pairFor } from '../provider/carry.ts';

/** A log-in under way: what the client asked, and what it leaves open. */
export interface Interaction {
  readonly stored: StoredInteraction;
  readonly clientId: string;
  readonly clientName: string;
  readonly levels: readonly Level[];
  readonly method: string | undefined;
  readonly message: UserMessage | undefined;
  readonly sign: SignRequest | undefined;
  readonly locales: string | undefined;
  /** Claims beside who the person is, that the client asks whoever vouches for. */
  readonly wanted: ReadonlySet<string>;
}

/** The interaction whose cookie the browser holds, if it is still under way and is the one that the address names. */
export async function readInteraction(
  provider: Provider,
  request: RoomRequest,
): Promise<Interaction | undefined> {
  const stored = await storedInteraction(provider, request);
  if (stored === undefined || stored.uid !== request.params.uid) return undefined;
  const clientId = stored.params.client_id ?? '';
  const client = await provider.Client.find(clientId);
  const asked = stored.params;
  return {
    stored,
    clientId,
    clientName: client?.clientName ?? clientId,
    levels: levelsLeft(acrsAsked(asked)),
    method: asked[params.authnProvider],
    message: messageOf(asked[params.userMessage]),
    sign: signOf(asked),
    locales: asked.ui_locales,
    wanted: toldClaimsAsked({ scope: asked.scope, claims: asked.claims }),
  };
}

async function storedInteraction(
  provider: Provider,
  request: RoomRequest,
): Promise<StoredInteraction | undefined> {
  const { incoming, response } = pairFor(provider.issuer, {
    method: 'GET',
    path: '/',
    request: bare(request),
  });
  try {
    return await provider.interactionDetails(incoming, response);
  } catch (error) {
    if (error instanceof errors.SessionNotFound) return undefined;
    throw error;
  }
}

/** Cookies are all that the library needs to find or to end an interaction. */
export function bare(request: RoomRequest): RoomRequest {
  return { ...request, query: {}, body: undefined };
}

/** OpenID Connect Core §5.5.1.1: `acr_values`, or `acr` as an essential claim with the values that will do. */
function acrsAsked(asked: StoredInteraction['params']): readonly string[] {
  const claims = JSON.parse(asked.claims ?? '{}') as { id_token?: { acr?: AcrRequest | null } };
  const acr = claims.id_token?.acr ?? {};
  if (acr.essential === true && acr.value !== undefined) return [acr.value];
  if (acr.essential === true && acr.values !== undefined) return acr.values;
  return asked.acr_values?.split(' ') ?? [];
}

interface AcrRequest {
  readonly essential?: boolean;
  readonly value?: string;
  readonly values?: readonly string[];
}

function messageOf(text: string | undefined): UserMessage | undefined {
  const parsed = text === undefined ? undefined : parseUserMessage(text);
  return parsed?.ok === true ? parsed.value : undefined;
}

function signOf(asked: StoredInteraction['params']): SignRequest | undefined {
  const text = asked[params.signRequest];
  if (text === undefined || !(asked.scope ?? '').split(' ').includes(scopes.sign)) return undefined;
  const parsed = parseSignRequest(text);
  return parsed.ok ? parsed.value : undefined;
}
