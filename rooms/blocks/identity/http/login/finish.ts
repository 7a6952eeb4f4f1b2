import { newSecret } from '@ena/kernel/crypto/secret.ts';
import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { prefixedId } from '@ena/kernel/id.ts';
import { levelUri } from '../../domain/assurance.ts';
import type { Account } from '../../domain/login.ts';
import { makeSignature, makeTestSignature } from '../../use-cases/signatures/make-signature.ts';
import { messageIn } from '../../wire/user-message.ts';
import type { Language } from '../pages/language.ts';
import { pairFor } from '../provider/carry.ts';
import type { Tools } from '../tools.ts';
import { grantFor } from './grant.ts';
import { bare, type Interaction } from './interaction.ts';
import { recordLogin } from './login-audit.ts';
import type { Proof } from './method.ts';
import { replaceSession } from './replace-session.ts';

export interface Finish {
  readonly request: RoomRequest;
  readonly interaction: Interaction;
  readonly method: string;
  readonly language: Language;
}

/** Ends the interaction with a log-in: account, grant, signature, log-in, and then the client's turn. */
export async function finishLogin(tools: Tools, finish: Finish, proof: Proof): Promise<RoomReply> {
  const { store, clock, provider } = tools;
  const { interaction, method } = finish;
  const at = clock.now();
  const account = await store.logins.accountOf(proof.person, newSecret(18));
  await replaceSession(tools, interaction.stored, account.id);
  const grantId = await grantFor(
    provider,
    interaction.stored.params,
    account.id,
    await tools.apiScopes(interaction.clientId),
  );
  await store.logins.saveLogin({
    id: prefixedId('login', at),
    accountId: account.id,
    clientId: interaction.clientId,
    level: proof.level,
    method,
    authority: proof.authority,
    authenticatedAt: at,
    expiresAt: at + tools.config.sessionMinutes * 60_000,
    grantId,
    userSignature: await signatureFor(tools, finish, account, proof),
    told: proof.told,
  });
  await recordLogin(tools, finish.request, 'accepted', { account: account.id });
  const login = { accountId: account.id, acr: levelUri(proof.level), amr: [method] };
  return ended(tools, finish.request, { login, consent: { grantId } });
}

/** Ends the interaction with an error of OpenID Connect, which the client is told. */
export async function refuseLogin(
  tools: Tools,
  request: RoomRequest,
  error: 'access_denied' | 'unmet_authentication_requirements',
  description: string,
): Promise<RoomReply> {
  await recordLogin(tools, request, error);
  return ended(tools, request, { error, error_description: description });
}

async function signatureFor(
  tools: Tools,
  { interaction, language }: Finish,
  account: Account,
  { level, signed }: Proof,
): Promise<string | undefined> {
  const { sign } = interaction;
  if (sign === undefined) return undefined;
  const { signatureKeys, issuer, testPersons } = tools;
  const act = { account, level, sign, at: tools.clock.now() };
  if (signed !== undefined) return makeSignature(signatureKeys, issuer, act, signed);
  if (testPersons === undefined) throw new Error('a signature without evidence, outside the sandbox');
  return makeTestSignature(signatureKeys, issuer, act, messageIn(sign.message, language));
}

async function ended({ provider, issuer }: Tools, request: RoomRequest, result: object): Promise<RoomReply> {
  const { incoming, response } = pairFor(issuer, { method: 'POST', path: '/', request: bare(request) });
  const location = await provider.interactionResult(incoming, response, result);
  return { status: 303, headers: { location } };
}
