import { generateKeyPairSync, sign, verify } from 'node:crypto';

const calls = 2_000;

/** Microseconds that one ECDSA P-256 signature and one verification take together, warm, nothing else running. */
export function signatureMicroseconds(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = Buffer.alloc(700, 'a');
  const signing = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const verifying = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
  const both = () => verify('sha256', text, verifying, sign('sha256', text, signing));
  for (let i = 0; i < calls; i++) both();
  const started = performance.now();
  for (let i = 0; i < calls; i++) both();
  return ((performance.now() - started) * 1_000) / calls;
}
