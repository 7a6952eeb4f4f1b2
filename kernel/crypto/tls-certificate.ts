import {
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
  X509Certificate,
} from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { type Clock, day, hour } from '../time.ts';
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
import { sha256 } from './digest.ts';

/*
 * Connectors meet over TLS with certificates they made themselves. Trust comes from the pin in the peer's
 * federation metadata, never from names or issuers in the certificate; those are there so that ordinary TLS
 * libraries accept the file.
 */

export interface TlsIdentity {
  readonly certPem: string;
  /** PKCS #8, not encrypted: protect the file. */
  readonly keyPem: string;
  /** What peers pin: `spkiPin` of the certificate. */
  readonly pin: string;
}

export interface TlsIdentityOptions {
  /** Days of validity, counted from now; the certificate begins an hour earlier for slow clocks. */
  readonly days: number;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** A fresh P-256 key and a self-signed X.509 v3 certificate for TLS server and client use. */
export function makeTlsIdentity(commonName: string, clock: Clock, options: TlsIdentityOptions): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const body = certificateBody(commonName, clock.now(), options, spki);
  const certificate = derSequence(body, ecdsaWithSha256, derBitString(sign('sha256', body, privateKey)));
  return {
    certPem: pem('CERTIFICATE', certificate),
    keyPem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    pin: pinOf(spki),
  };
}

/** base64url(SHA-256(SubjectPublicKeyInfo)) of a certificate (DER or PEM) or of a key. Throws on anything else. */
export function spkiPin(source: Uint8Array | string | KeyObject): string {
  const certified = typeof source === 'string' || source instanceof Uint8Array;
  const key = certified ? new X509Certificate(source).publicKey : source;
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return pinOf(publicKey.export({ format: 'der', type: 'spki' }));
}

function pinOf(spki: Uint8Array): string {
  return sha256(spki).toString('base64url');
}

const ecdsaWithSha256 = derSequence(derObjectIdentifier('1.2.840.10045.4.3.2'));

/** TBSCertificate, RFC 5280 §4.1. */
function certificateBody(commonName: string, now: number, options: TlsIdentityOptions, spki: Buffer): Buffer {
  const name = derSequence(der(0x31, derSequence(derObjectIdentifier('2.5.4.3'), derUtf8String(commonName))));
  const validity = derSequence(derTime(now - hour), derTime(now + options.days * day));
  const v3 = der(0xa0, derInteger(Buffer.from([2])));
  const extensions = der(0xa3, derSequence(...extensionList(options)));
  return derSequence(v3, derInteger(serialNumber()), ecdsaWithSha256, name, validity, name, spki, extensions);
}

/** 127 random bits: positive, never zero, within the 20 bytes of RFC 5280 §4.1.2.2. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

function extensionList(options: TlsIdentityOptions): Buffer[] {
  const serverAndClient = derSequence(
    derObjectIdentifier('1.3.6.1.5.5.7.3.1'),
    derObjectIdentifier('1.3.6.1.5.5.7.3.2'),
  );
  const list = [
    extension('2.5.29.19', true, derSequence()), // basicConstraints: not a CA
    extension('2.5.29.15', true, derBitString(Buffer.from([0x80]), 7)), // keyUsage: digitalSignature
    extension('2.5.29.37', false, serverAndClient), // extKeyUsage
  ];
  const names = subjectAltNames(options);
  if (names.length > 0) list.push(extension('2.5.29.17', false, derSequence(...names)));
  return list;
}

function extension(oid: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [derTrue] : [];
  return derSequence(derObjectIdentifier(oid), ...flag, derOctetString(value));
}

function subjectAltNames(options: TlsIdentityOptions): Buffer[] {
  const dns = options.dnsNames.map((name) => der(0x82, Buffer.from(name, 'ascii')));
  return [...dns, ...options.ipAddresses.map((address) => der(0x87, addressBytes(address)))];
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  if (!isIPv6(address)) throw new Error('A certificate names IP addresses in IPv4 or IPv6 form.');
  // WHATWG URL parsing writes IPv6 with the longest run of zeros as `::` and without an embedded IPv4 form.
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return Buffer.from(groups.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

function pem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
