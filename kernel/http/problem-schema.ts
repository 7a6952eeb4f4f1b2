import { Type } from 'typebox';

/** RFC 9457 as this project writes it; see `Problem` in `problem.ts`. */
export const problemSchema = Type.Object(
  {
    type: Type.String({
      format: 'uri',
      description: 'Stable name of the problem: urn:ena:problem:<room>:<slug>',
    }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.Optional(Type.String({ description: 'What to mend' })),
    instance: Type.Optional(Type.String()),
    fault: Type.Optional(Type.String({ enum: ['caller', 'provider', 'infrastructure'] })),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String({ description: 'RFC 6901' }), detail: Type.String() })),
    ),
  },
  {
    examples: [
      {
        type: 'urn:ena:problem:http:not-found',
        title: 'There is nothing at this address',
        status: 404,
        fault: 'caller',
      },
    ],
  },
);
