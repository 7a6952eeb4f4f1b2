import { verifyDetached } from '@ena/kernel/crypto/detached-jws.ts';
import type { VerificationKey } from '@ena/kernel/crypto/verification-key.ts';
import { Compile } from 'typebox/compile';
import { FullmaktMetadataResponse } from '../../wire/fullmakt-metadata-response.ts';
import type { HamtaBehorigheterRequest } from '../../wire/hamta-behorigheter-request.ts';
import { HamtaBehorigheterResponse } from '../../wire/hamta-behorigheter-response.ts';
import type { HamtaFullmakterRequest } from '../../wire/hamta-fullmakter-request.ts';
import { type FullmaktListItem, HamtaFullmakterResponse } from '../../wire/hamta-fullmakter-response.ts';
import type { Identitetsbeteckning } from '../../wire/identitetsbeteckning.ts';
import { JwkSet } from '../../wire/jwk-set.ts';

/*
 * What a remote producer's answer must be before it is passed on: of the contract's form, about the relying party and
 * the parties that were asked about, and signed by the relying party. Whoever runs a producer can say anything about
 * mandates at its own relying party, and nothing about those at another.
 */

const forms = {
  authority: Compile(HamtaBehorigheterResponse),
  mandates: Compile(HamtaFullmakterResponse),
  mandate: Compile(FullmaktMetadataResponse),
  keys: Compile(JwkSet),
};

/** `unknown-kid`: the keys at hand may be old. */
export type Judged<Body> =
  | { readonly kind: 'fit'; readonly body: Body }
  | { readonly kind: 'unfit' | 'unknown-kid' };

export function judgeAuthority(
  body: unknown,
  asked: HamtaBehorigheterRequest,
  keys: readonly VerificationKey[],
): Judged<HamtaBehorigheterResponse> {
  if (!forms.authority.Check(body)) return { kind: 'unfit' };
  const { fullmaktsgivarroll: roles, behorigheter: codes } = asked;
  const isAsked = body.kontext.every(
    (kontext) =>
      kontext.tredjeman === asked.tredjeman &&
      isAboutParties(kontext, asked) &&
      (roles === undefined || roles.includes(kontext.fullmaktsgivarroll)) &&
      (codes === undefined || kontext.behorigheter.every(({ kod }) => codes.includes(kod))),
  );
  if (!isAsked) return { kind: 'unfit' };
  return judgeSignatures(body, body.kontext, keys);
}

export function judgeMandate(
  body: unknown,
  asked: { readonly tredjeman: string; readonly fullmakt: string },
  keys: readonly VerificationKey[],
): Judged<FullmaktMetadataResponse> {
  if (!forms.mandate.Check(body)) return { kind: 'unfit' };
  const { id, tredjeman } = body.fullmakt;
  if (id.toLowerCase() !== asked.fullmakt.toLowerCase() || tredjeman.id !== asked.tredjeman)
    return { kind: 'unfit' };
  return judgeSignatures(body, [body], keys);
}

/** A list is not signed. */
export function judgeMandates(
  body: unknown,
  asked: HamtaFullmakterRequest,
  relyingParty: string,
): Judged<HamtaFullmakterResponse> {
  if (!forms.mandates.Check(body)) return { kind: 'unfit' };
  const { page, fullmakter } = body;
  const counts = [page.size, page.number, page.totalElements, page.totalPages];
  const isAsked =
    counts.every((count) => count >= 0) &&
    page.size >= fullmakter.length &&
    page.totalElements >= fullmakter.length &&
    fullmakter.every((item) => item.tredjeman === relyingParty && isAboutParties(item, asked));
  return isAsked ? { kind: 'fit', body } : { kind: 'unfit' };
}

/** Keys in which something secret stands, or nothing that verifies, are refused by whoever reads them. */
export function isKeySet(body: unknown): body is JwkSet {
  return forms.keys.Check(body);
}

function isAboutParties(
  told: Pick<FullmaktListItem, 'fullmaktsgivare' | 'fullmaktshavare'>,
  { fullmaktsgivare, fullmaktshavare }: Pick<HamtaFullmakterRequest, 'fullmaktsgivare' | 'fullmaktshavare'>,
): boolean {
  const isHeld =
    fullmaktshavare === undefined || told.fullmaktshavare.some((holder) => isSame(holder, fullmaktshavare));
  return isHeld && (fullmaktsgivare === undefined || isSame(told.fullmaktsgivare, fullmaktsgivare));
}

function isSame(a: Identitetsbeteckning, b: Identitetsbeteckning): boolean {
  return a.id === b.id && a.typ === b.typ;
}

function judgeSignatures<Body>(
  body: Body,
  signed: readonly { readonly _sig: unknown }[],
  keys: readonly VerificationKey[],
): Judged<Body> {
  for (const { _sig, ...payload } of signed) {
    const verified = verifyDetached(payload, _sig, keys);
    if (!verified.ok) return { kind: verified.error === 'unknown-kid' ? 'unknown-kid' : 'unfit' };
  }
  return { kind: 'fit', body };
}
