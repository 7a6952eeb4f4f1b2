import { partyOfNumber } from '../domain/identity-number.ts';
import type { Party } from '../domain/party.ts';
import type { SampleClaims } from '../domain/sample-claims.ts';
import { partyOf } from './identitetsbeteckning.ts';

/*
 * Body of `POST /sample/user`, which the published sample clients ask for id tokens of test persons:
 *   text/plain  `198602262381` · `198602262381,pnr` · `198602262381,Beri,Ylles` · `handläggare`, or JSON
 *   JSON        claims, which stand as they are
 *   form        username, password (not looked at), and claims
 */

const claimNames: Readonly<Partial<Record<Party['kind'], string>>> = {
  person: 'https://claims.oidc.se/1.0/personalNumber',
  coordinated: 'https://claims.oidc.se/1.0/coordinationNumber',
};
const types = ['pnr', 'samnr', 'orgnr', 'gdnr', 'username'] as const;
const mostCharacters = 255;

/** The claims asked for; `undefined` for a body that is none of the forms. */
export function parseSampleUser(body: unknown): SampleClaims | undefined {
  if (typeof body === 'string') {
    return body.trimStart().startsWith('{') ? claimsOfJson(parsed(body)) : claimsOfLine(body);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  return 'username' in body || 'user' in body ? claimsOfForm({ ...body }) : claimsOfJson(body);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function claimsOfJson(value: unknown): SampleClaims | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const claims = value as Readonly<Record<string, unknown>>;
  if (claims.sub !== undefined)
    return typeof claims.sub === 'string' ? { ...claims, sub: claims.sub } : undefined;
  const named = [...Object.values(claimNames), 'preferred_username', 'name']
    .map((name) => claims[name])
    .find((one) => typeof one === 'string');
  return { ...claims, sub: `user:${String(named ?? 'sample')}` };
}

function claimsOfLine(line: string): SampleClaims | undefined {
  const [user = '', ...rest] = line.split(',').map((part) => part.trim());
  const [first] = rest;
  const typ = types.find((one) => one === first);
  const names = typ === undefined ? rest : rest.slice(1);
  if (user === '' || line.length > mostCharacters || names.length > 2) return undefined;
  return { ...identityClaims(user, typ), ...nameClaims(names) };
}

function claimsOfForm(form: Readonly<Record<string, unknown>>): SampleClaims | undefined {
  const { username, user, password: _, client_id: __, ...claims } = form;
  const name = username ?? user;
  if (typeof name !== 'string' || name === '' || name.length > mostCharacters) return undefined;
  return { ...identityClaims(name, undefined), ...nameClaims([]), ...claims };
}

function identityClaims(user: string, typ: (typeof types)[number] | undefined): SampleClaims {
  const digits = user.replace(/^([0-9]{8})-([0-9]{4})$/, '$1$2');
  const party = typ === undefined ? partyOfNumber(digits) : partyOf({ id: digits, typ });
  const claim = party === undefined ? undefined : claimNames[party.kind];
  return claim === undefined || party === undefined
    ? { sub: `user:${user}`, preferred_username: user }
    : { sub: `user:${party.id}`, [claim]: party.id };
}

function nameClaims(names: readonly string[]): object {
  const [given = 'Test', family] = names;
  if (names.length === 1) return { name: given };
  const surname = family ?? 'Persson';
  return { name: `${given} ${surname}`, given_name: given, family_name: surname };
}
