/**
 * The client that every published sample of Mina ombud falls back to, with the SHA-256 of its published secret
 * (facts: mina-ombud §1.2). It is anyone's, and exists in the sandbox only.
 */
export const sampleClient = {
  id: 'mina-ombud-sample',
  organisation: '2021002114',
  secretHash: '87a884fd3a73a620483f2c19652e1d8a4f8cbdc63a08025d8ebfeca2443d8482',
  scopes: ['user:self', 'user:any', 'user:other', 'mandates:decide'],
};
