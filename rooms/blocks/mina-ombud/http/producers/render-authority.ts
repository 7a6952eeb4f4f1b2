import type { AuthorityContext } from '../../domain/authority.ts';
import type { GrantorRole } from '../../domain/mandate.ts';
import type { UnsignedBehorighetskontext } from '../../wire/hamta-behorigheter-response.ts';
import { renderNamnIdentitet } from '../../wire/identitetsbeteckning.ts';

/** Everything of a context but the instant and the signature. No member beyond the contract: it is signed. */
export type BareKontext = Omit<UnsignedBehorighetskontext, 'tidpunkt'>;

export function renderKontext(
  version: 'v1' | 'v2',
  tredjeman: string,
  { grantor, grantorRole, holders, permissions }: AuthorityContext,
): BareKontext {
  return {
    tredjeman,
    fullmaktsgivare: renderNamnIdentitet(grantor),
    fullmaktsgivarroll: renderRole(grantorRole),
    fullmaktshavare: holders.map(renderNamnIdentitet),
    behorigheter: permissions.map(({ code: kod, mandate: fullmakt }) =>
      version === 'v1' ? { kod, typ: 'aktiv', fullmakt } : { kod, fullmakt },
    ),
  };
}

export function renderRole(role: GrantorRole): 'PRIVAT' | 'ORGANISATION' {
  return role === 'private' ? 'PRIVAT' : 'ORGANISATION';
}

export function roleOf(roll: 'PRIVAT' | 'ORGANISATION'): GrantorRole {
  return roll === 'PRIVAT' ? 'private' : 'organisation';
}
