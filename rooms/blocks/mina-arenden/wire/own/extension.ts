import { type Static, Type } from 'typebox';

export const Wording = Type.Object(
  {
    sv: Type.String({ minLength: 1, maxLength: 500 }),
    en: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);

const HttpsUrl = Type.String({ maxLength: 2000, pattern: '^https://[^\\s]+$' });

/** What a producer may tell beyond the standard, as it is loaded and as its customer is shown it. */
export const Extension = Type.Object(
  {
    toDo: Type.Optional(
      Type.Object(
        {
          text: Wording,
          due: Type.Optional(Type.String({ maxLength: 40 })),
          link: Type.Optional(HttpsUrl),
        },
        { additionalProperties: false },
      ),
    ),
    links: Type.Optional(
      Type.Array(Type.Object({ text: Wording, url: HttpsUrl }, { additionalProperties: false }), {
        maxItems: 10,
      }),
    ),
    progress: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
    attachments: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: Type.String({ minLength: 1, maxLength: 255 }),
            url: HttpsUrl,
            mediaType: Type.String({ maxLength: 100, pattern: '^[\\w.+-]+/[\\w.+-]+$' }),
            bytes: Type.Optional(Type.Integer({ minimum: 0 })),
            sha256: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
          },
          { additionalProperties: false },
        ),
        { maxItems: 20 },
      ),
    ),
    veil: Type.Optional(
      Type.Object(
        { fromLoa: Type.Integer({ enum: [3, 4] }), title: Wording },
        { additionalProperties: false },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: 'Beyond the standard; no part of its answers. Utöver standarden.',
  },
);

export type Extension = Static<typeof Extension>;
