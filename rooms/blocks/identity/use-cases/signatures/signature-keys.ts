import { type DatedKey, openDatedKeys } from '@ena/kernel/crypto/dated-keys.ts';
import { importPrivateJwk, type SigningKey } from '@ena/kernel/crypto/keys.ts';
import type { SignatureKey } from '../../domain/signature-key.ts';
import type { SignatureKeyRegister } from '../../store/store.ts';
import { openRotatingKeys, type RotationOptions } from '../provider-keys.ts';

/**
 * The keys that sign e-signatures. Private halves rotate and are destroyed as the provider's own are; public halves
 * stay in the register for ever, for a signature has no expiry.
 */
export interface SignatureKeys {
  /** The one in use. It is in the register before it has signed anything. */
  signing(): Promise<SigningKey>;
  /** Those that sign, are to sign or signed last, as other providers' clients look for them. */
  readonly published: readonly SignatureKey['jwk'][];
  find(kid: string): Promise<SignatureKey | undefined>;
  all(): Promise<readonly SignatureKey[]>;
  /** `leaked`: those whose private halves were in the folder are withdrawn as well. */
  rotate(leaked: boolean): Promise<void>;
}

export interface SignatureKeyOptions extends RotationOptions {
  readonly register: SignatureKeyRegister;
}

export function openSignatureKeys(options: SignatureKeyOptions): SignatureKeys {
  const { register, clock } = options;
  const rotating = openRotatingKeys([openDatedKeys(options.folder, 'signatures', 'ES256')], options);
  const known = new Set<string>();
  const note = async (key: SigningKey, from: number) => {
    if (known.has(key.kid)) return;
    await register.add({ kid: key.kid, jwk: publicOf(key), from });
    known.add(key.kid);
  };
  return {
    signing: async () => {
      const [first] = rotating.current();
      if (first === undefined) throw new Error('There is no key for signatures.');
      const key = signingKey(first);
      await note(key, first.from);
      return key;
    },
    get published() {
      return rotating.current().map((key) => publicOf(signingKey(key)));
    },
    find: (kid) => register.find(kid),
    all: () => register.all(),
    rotate: async (leaked) => {
      const before = rotating.current();
      rotating.rotate(leaked);
      if (!leaked) return;
      for (const key of before) await note(signingKey(key), key.from);
      await register.withdraw(
        before.map(({ kid }) => kid),
        clock.now(),
      );
    },
  };
}

function signingKey({ privateJwk }: DatedKey): SigningKey {
  return importPrivateJwk(privateJwk);
}

function publicOf({
  publicJwk: { kty = '', crv = '', x = '', y = '', kid, alg, use },
}: SigningKey): SignatureKey['jwk'] {
  return { kty, crv, x, y, kid, alg, use };
}
