import { sha256Hex } from '@ena/kernel/crypto/digest.ts';
import type { Room } from '@ena/kernel/room.ts';
import { Type } from 'typebox';
import type { IdentityOffer } from '#rooms/blocks/identity';
import type { TestPerson } from './persons.ts';

/** What a person's e-signature looks like to `fakeIdentity`: who, over which text, at which level. */
export function sign(person: TestPerson, text: string, loa: 2 | 3 | 4 = 3): string {
  const statement = { ...person, loa, sha256: sha256Hex(text), signedAt: Date.parse('2026-11-22T10:59:00Z') };
  return Buffer.from(JSON.stringify(statement)).toString('base64');
}

/** Stands in for the identity room: it believes every signer, but judges the text as the real one does. */
export const fakeIdentity: Room = {
  id: 'blocks/identity',
  names: { sv: 'Identitet', en: 'Identity' },
  contracts: [],
  needs: [],
  events: [],
  permissions: [],
  config: Type.Object({}),
  schema: undefined,
  migrations: {},
  open: async () => {
    const offer: IdentityOffer = {
      issuer: 'https://identity.example',
      verifySignature: async ({ userSignature, tbsData }) => {
        const { sha256, ...signer } = JSON.parse(Buffer.from(userSignature, 'base64').toString('utf8'));
        return sha256 === sha256Hex(tbsData)
          ? { kind: 'valid', ...signer }
          : { kind: 'invalid', reason: 'other-data' };
      },
    };
    return { routes: [], offer };
  },
};
