/** Of DPoP proofs, as we publish them: fully specified and asymmetric. RSASSA-PKCS1 is left out. */
export const dpopAlgorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'EdDSA'] as const;
