import { type KeyObject, sign } from 'node:crypto';
import { day } from '../time.ts';
import {
  der,
  derBitString,
  derInteger,
  derObjectIdentifier,
  derOctetString,
  derSequence,
  derTime,
  derTrue,
  derUtf8String,
} from './der.ts';

/** sha256WithRSAEncryption with the NULL parameters that RFC 4055 §5 demands. */
const sha256WithRsa = derSequence(derObjectIdentifier('1.2.840.113549.1.1.11'), der(0x05));

const extensions = der(
  0xa3,
  derSequence(
    derSequence(derObjectIdentifier('2.5.29.19'), derTrue, derOctetString(derSequence())), // basicConstraints: not a CA
    derSequence(
      derObjectIdentifier('2.5.29.15'),
      derTrue,
      derOctetString(derBitString(Buffer.from([0xc0]), 6)), // keyUsage: digitalSignature, nonRepudiation
    ),
  ),
);

/**
 * An X.509 v3 certificate in DER (RFC 5280 §4.1) that the key signs itself. PKCS #1 v1.5 has no randomness and the
 * serial number is the key's name, so that the same key, name and times give the same certificate everywhere.
 */
export function selfSignedRsaCertificate(
  key: { readonly kid: string; readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  { commonName, from, days }: { readonly commonName: string; readonly from: number; readonly days: number },
): Buffer {
  const name = derSequence(der(0x31, derSequence(derObjectIdentifier('2.5.4.3'), derUtf8String(commonName))));
  const body = derSequence(
    der(0xa0, derInteger(Buffer.from([2]))),
    derInteger(serialNumber(key.kid)),
    sha256WithRsa,
    name,
    derSequence(derTime(from), derTime(from + days * day)),
    name,
    key.publicKey.export({ format: 'der', type: 'spki' }),
    extensions,
  );
  return derSequence(body, sha256WithRsa, derBitString(sign('sha256', body, key.privateKey)));
}

/** Positive, never zero, within the 20 bytes of RFC 5280 §4.1.2.2. */
function serialNumber(kid: string): Buffer {
  const bytes = Buffer.from(kid.slice(0, 32), 'hex');
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}
