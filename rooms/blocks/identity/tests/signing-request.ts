import { signJwt } from '@ena/kernel/crypto/jwt.ts';
import type { Room } from '@ena/kernel/room.ts';
import { Type } from 'typebox';
import type { IdentityOffer, SignatureVerdict } from '../index.ts';
import { identity } from '../room.ts';
import { challenge, clientAssertion, type RelyingParty, redirectUri } from './relying-party.ts';

export const signScope = 'https://id.oidc.se/scope/sign';
export const signRequestParam = 'https://id.oidc.se/param/signRequest';
const numberScope = 'https://id.oidc.se/scope/naturalPersonNumber';

export const tbs = Buffer.from('Avtal om anslutning, version 1, Åmåls kommun');
export const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64');
export const message = 'Jag skriver under avtalet för Åmåls kommun & <ingen annan>.';
export const signRequest = {
  tbs_data: base64(tbs),
  sign_message: { 'message#sv': base64(message), mime_type: 'text/plain' },
};

/** A signing request of the party, signed by it; `undefined` leaves a parameter out. */
export async function signingUrl(
  issuer: string,
  from: RelyingParty,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const claims = {
    iss: from.config.client_id,
    aud: issuer,
    client_id: from.config.client_id,
    response_type: 'code',
    scope: `openid ${signScope} ${numberScope}`,
    redirect_uri: redirectUri,
    state: 'tillstånd',
    nonce: 'n',
    prompt: 'login consent',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    [signRequestParam]: signRequest,
    ...more,
  };
  const request = await signJwt('oauth-authz-req+jwt', JSON.parse(JSON.stringify(claims)), from.key);
  const query = { client_id: from.config.client_id, response_type: 'code', scope: 'openid', request };
  return `${issuer}/auth?${new URLSearchParams(query)}`;
}

/** Pushes a request whose address would be `url` (RFC 9126). */
export async function push(
  issuer: string,
  from: RelyingParty,
  url: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${issuer}/par`, {
    method: 'POST',
    body: new URLSearchParams({
      ...Object.fromEntries(new URL(url).searchParams),
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await clientAssertion(from, issuer),
      ...more,
    }),
  });
}

/** The address that a pushed request has. */
export async function pushedUrl(issuer: string, from: RelyingParty, url: string): Promise<string> {
  const answer = await push(issuer, from, url);
  const { request_uri: uri } = (await answer.json()) as { request_uri?: string };
  if (uri === undefined) throw new Error(`the request was not taken: ${answer.status}`);
  return `${issuer}/auth?${new URLSearchParams({ client_id: from.config.client_id, request_uri: uri })}`;
}

export interface SignatureAsker {
  readonly room: Room;
  verify(userSignature: string, tbsData: Uint8Array): Promise<SignatureVerdict>;
}

/** A room that has signatures judged, as those do that keep them. */
export function signatureAsker(): SignatureAsker {
  let offer: IdentityOffer | undefined;
  const room: Room = {
    id: 'toy/asker',
    names: { sv: 'Frågare', en: 'Asker' },
    contracts: [],
    needs: [identity.id],
    events: [],
    permissions: [],
    config: Type.Object({}),
    schema: undefined,
    migrations: {},
    open: async (context) => {
      offer = context.room<IdentityOffer>(identity.id);
      return { routes: [] };
    },
  };
  return {
    room,
    verify: (userSignature, tbsData) => {
      if (offer === undefined) throw new Error('the hub has not started');
      return offer.verifySignature({ userSignature, tbsData });
    },
  };
}
