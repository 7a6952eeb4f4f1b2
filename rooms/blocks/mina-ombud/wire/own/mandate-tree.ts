import { Type } from 'typebox';
import type { Mandate } from '../../domain/mandate.ts';
import { displayName } from '../../domain/party.ts';
import type { Standing } from '../../domain/standing.ts';
import { uuid } from './party.ts';

/** By name alone: whose numbers they are is told with the mandate, to those who may read it. */
const node = Type.Object({
  id: uuid,
  parent: Type.Optional(uuid),
  title: Type.String(),
  holders: Type.Array(Type.String(), { description: 'Namn på fullmaktshavarna.' }),
  standing: Type.String({ enum: ['valid', 'coming', 'past'] }),
  mayRead: Type.Boolean({ description: 'The caller may read it. Får läsas av anroparen.' }),
});

export const treeReply = Type.Object(
  {
    above: Type.Array(node, { description: 'Whence it came, the root first. Varifrån den kommer.' }),
    below: Type.Array(node, {
      description: 'Passed on from it, parents before children. Vad som getts vidare.',
    }),
  },
  {
    examples: [
      {
        above: [],
        below: [
          {
            id: '7b0d7c0e-3c9a-4a3e-9d5f-6a1f0a6c8e21',
            parent: '0f0e8a52-5a3f-4b37-9a0e-0d6f0f6c1a01',
            title: 'Bygglov',
            holders: ['Åsa Öberg'],
            standing: 'valid',
            mayRead: false,
          },
        ],
      },
    ],
  },
);

export interface NodeView {
  readonly mandate: Mandate;
  readonly standing: Standing;
  readonly mayRead: boolean;
}

export function renderNode({ mandate, standing, mayRead }: NodeView) {
  const { id, parent, title, holders } = mandate;
  const names = holders.map(displayName);
  return { id, ...(parent !== undefined && { parent }), title, holders: names, standing, mayRead };
}
