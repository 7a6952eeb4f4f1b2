import type { Finding } from '../source/finding.ts';
import { roomOf } from '../source/places.ts';
import type { Rule } from '../source/rule.ts';

const groups = new Set(['blocks', 'base-data', 'governance', 'neighbours']);
const files = ['README.md', 'room.ts', 'index.ts', 'divergences.md', 'events.ts', 'errors.ts', 'config.ts'];
const folders = new Set([
  'wire',
  'domain',
  'use-cases',
  'http',
  'soap',
  'as4',
  'store',
  'jobs',
  'import',
  'data',
  'tests',
]);

/** Every room has the same slots under the same names (DESIGN: the inner shape of every room). */
export const roomShape: Rule = {
  name: 'shape of a room',
  check({ tree }) {
    const rooms = new Set(tree.paths.map(roomOf).filter((room) => room !== undefined));
    const missing = [...rooms].flatMap((room) => {
      const slots = files.filter((name) => !tree.has(`rooms/${room}/${name}`));
      const routed = ['http', 'soap', 'as4'].some((folder) => tree.has(`rooms/${room}/${folder}/routes.ts`));
      return [...slots, ...(routed ? [] : ['http/routes.ts'])].map(
        (name): Finding => ({
          file: `rooms/${room}/${name}`,
          line: 1,
          rule: roomShape.name,
          what: 'is missing',
          instead: 'add it, even if its list is empty (`npm run new-room` shows the shape)',
        }),
      );
    });
    const strange = tree.paths.flatMap((path): Finding[] => {
      if (!path.startsWith('rooms/') || path === 'rooms/package.json') return [];
      const at = { file: path, line: 1, rule: roomShape.name };
      const [, group = '', , slot = '', inner] = path.split('/');
      if (!groups.has(group)) {
        return [
          {
            ...at,
            what: 'stands outside the groups',
            instead: `put it under rooms/${[...groups].join('|')}/<room>/`,
          },
        ];
      }
      if (inner === undefined || folders.has(slot)) return [];
      return [
        {
          ...at,
          what: `\`${slot}/\` is no slot of a room`,
          instead: `use one of ${[...folders].join(', ')}`,
        },
      ];
    });
    return [...missing, ...strange];
  },
};
