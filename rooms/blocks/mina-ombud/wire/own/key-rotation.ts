import { type Static, Type } from 'typebox';

/** Body of `POST /mandates/v1/operator/relying-parties/{orgnr}/key-rotations` and of `…/document-keys/rotations`. */
export const keyRotationBody = Type.Object(
  {
    atOnce: Type.Boolean({
      description:
        'True where a key has leaked: the new one signs now and all others are withdrawn. Else the next key is announced and signs when everyone has had time to fetch it.',
    }),
  },
  { additionalProperties: false, examples: [{ atOnce: false }] },
);

export const keyRotationReply = Type.Object(
  { kids: Type.Array(Type.String(), { description: 'The keys that are published, the signing one first.' }) },
  { examples: [{ kids: ['18d461edff91adc8a2b3cfd01d71ff703e0afb20'] }] },
);

export type KeyRotation = Static<typeof keyRotationBody>;
