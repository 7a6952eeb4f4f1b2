import { generateKeyPairSync } from 'node:crypto';
import { signEs256, verifyEs256 } from '@ena/kernel/crypto/es256.ts';

const calls = 2_000;

/** Microseconds that one ECDSA P-256 signature and one verification take together, warm, nothing else running. */
export function signatureMicroseconds(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = Buffer.alloc(700, 'a');
  const both = () => verifyEs256(text, signEs256(text, privateKey), publicKey);
  for (let i = 0; i < calls; i++) both();
  const started = performance.now();
  for (let i = 0; i < calls; i++) both();
  return ((performance.now() - started) * 1_000) / calls;
}
