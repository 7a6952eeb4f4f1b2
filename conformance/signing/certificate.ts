import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';

export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

/** Writes a certificate for loopback into the folder, and has this process trust it beside the usual authorities. */
export function loopbackCertificate(folder: string): Certificate {
  const options = { days: 1, dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] };
  const { certPem, keyPem } = makeTlsIdentity('provlegitimation', { now: Date.now }, options);
  const files = { certificate: join(folder, 'certifikat.pem'), key: join(folder, 'nyckel.pem') };
  writeFileSync(files.certificate, certPem);
  writeFileSync(files.key, keyPem, { mode: 0o600 });
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), certPem]);
  return files;
}
