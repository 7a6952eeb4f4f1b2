import type { Finding } from '../source/finding.ts';
import { isTest, memberOf, roomOf } from '../source/places.ts';
import type { Project, Source } from '../source/project.ts';
import type { Rule } from '../source/rule.ts';
import { lineAt } from '../source/tree.ts';

interface Need {
  readonly id: string;
  readonly line: number;
}

/** The room whose index.ts a manifest takes this name from: `needs: [companyId]`. */
function roomOfName(manifest: Source, name: string): string | undefined {
  const names = new RegExp(`\\b${name}\\b`);
  return manifest.imports
    .filter(({ specifier, clause }) => specifier.startsWith('#rooms/') && names.test(clause))
    .map(({ specifier }) => specifier.slice('#rooms/'.length))[0];
}

/** The ids in the `needs` and `wants` lists of a room's manifest, as texts or as names from the other room's index.ts. */
export function needsOf(manifest: Source): Need[] {
  return [...manifest.scan.code.matchAll(/\b(?:needs|wants)\s*:\s*\[([^\]]*)\]/g)].flatMap((list) =>
    idsIn(manifest, list),
  );
}

function idsIn(manifest: Source, list: RegExpExecArray): Need[] {
  const { code, literals } = manifest.scan;
  const start = list.index + list[0].indexOf('[');
  const end = list.index + list[0].length;
  const texts = literals
    .filter((literal) => literal.start > start && literal.start < end)
    .map((literal) => ({ id: literal.text, line: lineAt(code, literal.start) }));
  const names = [...(list[1] ?? '').matchAll(/[A-Za-z_$][\w$]*/g)].map(({ 0: name, index }) => ({
    id: roomOfName(manifest, name) ?? name,
    line: lineAt(code, start + index),
  }));
  return [...texts, ...names];
}

function manifestOf(project: Project, room: string): Source | undefined {
  return project.source(`rooms/${room}/room.ts`);
}

function wrongDoors(project: Project, source: Source, room: string): Finding[] {
  const manifest = manifestOf(project, room);
  const needs = new Set(manifest === undefined ? [] : needsOf(manifest).map(({ id }) => id));
  const at = (line: number, what: string, instead: string): Finding[] => [
    { file: source.path, line, rule: roomDoors.name, what, instead },
  ];
  return source.imports.flatMap((item): Finding[] => {
    if (item.target.kind !== 'file' || memberOf(item.target.path) !== 'rooms') return [];
    const other = roomOf(item.target.path);
    if (other === room && item.specifier.startsWith('.')) return [];
    if (other === room && isTest(source.path)) return [];
    if (other === room)
      return at(item.line, `imports itself as \`${item.specifier}\``, 'use the relative path');
    if (isTest(source.path) && item.specifier.startsWith('@ena/rooms/')) return [];
    if (!item.specifier.startsWith('#rooms/')) {
      return at(
        item.line,
        `reaches into another room: \`${item.specifier}\``,
        `import \`#rooms/${other ?? '<group>/<room>'}\``,
      );
    }
    if (other !== undefined && needs.has(other)) return [];
    return at(
      item.line,
      `uses \`${item.specifier}\` without need`,
      `name '${other}' in \`needs\` of rooms/${room}/room.ts`,
    );
  });
}

/**
 * Room to room only through `#rooms/<group>/<room>`, and only if `needs` names it. A test may open another room by
 * its manifest, as an app does.
 */
export const roomDoors: Rule = {
  name: 'rooms meet at their index.ts',
  check: (project) =>
    project.sources.flatMap((source) => {
      const room = roomOf(source.path);
      return room === undefined ? [] : wrongDoors(project, source, room);
    }),
};

/** `needs` names rooms that exist and draws no circle. */
export const needsAreAcyclic: Rule = {
  name: 'needs without circles',
  check(project) {
    const manifests = project.sources.filter(({ path }) => /^rooms\/[^/]+\/[^/]+\/room\.ts$/.test(path));
    const reaches = (from: string, goal: string, seen: Set<string>): boolean => {
      const manifest = manifestOf(project, from);
      if (manifest === undefined || seen.has(from)) return false;
      seen.add(from);
      return needsOf(manifest).some(({ id }) => id === goal || reaches(id, goal, seen));
    };
    return manifests.flatMap((manifest) => {
      const room = roomOf(manifest.path) ?? '';
      return needsOf(manifest).flatMap(({ id, line }): Finding[] => {
        const at = { file: manifest.path, line, rule: needsAreAcyclic.name };
        if (manifestOf(project, id) === undefined) {
          return [
            {
              ...at,
              what: `needs '${id}', which is no room`,
              instead: 'write the id as its path under rooms/',
            },
          ];
        }
        if (id !== room && !reaches(id, room, new Set())) return [];
        return [
          { ...at, what: `'${id}' needs this room in turn`, instead: 'let one of the two publish an event' },
        ];
      });
    });
  },
};
