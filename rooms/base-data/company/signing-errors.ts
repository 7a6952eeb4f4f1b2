/** The room's own API answers problem documents; `type` is `urn:ena:problem:company:<slug>`. */
export const signingErrors = {
  'wrong-signing-authority': {
    status: 422,
    fault: 'caller',
    title: 'The signing authority contradicts itself',
  },
  'unknown-signing-authority': {
    status: 404,
    fault: 'caller',
    title: 'Nobody has told who signs for the organisation',
  },
} as const;

export type SigningError = keyof typeof signingErrors;
