import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface RoomNames {
  /** `blocks/address-registry`. */
  readonly id: string;
  readonly sv: string;
  readonly en: string;
}

const groups = ['blocks', 'base-data', 'governance', 'neighbours'];
const form = /^([a-z-]+)\/([a-z][a-z0-9]*(?:-[a-z0-9]+)*)$/;

/** What is wrong with the names, or nothing. */
export function namesProblem({ id, sv, en }: RoomNames): string | undefined {
  const group = form.exec(id)?.[1];
  if (group === undefined || !groups.includes(group)) {
    return `"${id}" is no id of a room. Write <group>/<name> in kebab-case; the groups are ${groups.join(', ')}.`;
  }
  const broken = [sv, en].find((name) => name.trim() === '' || /['\\\n|`]/.test(name));
  if (broken === undefined) return undefined;
  return `"${broken}" is no name. Write --sv "Svenskt namn" and --en "English name", without quotes, bars or line breaks inside.`;
}

/** `address-registry` → `addressRegistry`. */
function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

function values({ id, sv, en }: RoomNames): Readonly<Record<string, string>> {
  const name = id.slice(id.indexOf('/') + 1);
  const value = camel(name);
  return {
    id,
    sv,
    en,
    name,
    value,
    Type: value.charAt(0).toUpperCase() + value.slice(1),
    schema: name.replaceAll('-', '_'),
  };
}

const folder = join(import.meta.dirname, 'skeleton');
const ending = '.txt';

/** The files of a new room, by path from the root. */
export function roomFiles(names: RoomNames): Record<string, string> {
  const known = values(names);
  const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith(ending),
  );
  return Object.fromEntries(
    templates.map((path) => {
      const text = readFileSync(join(folder, path), 'utf8').replace(
        /\{\{(\w+)\}\}/g,
        (whole, key: string) => known[key] ?? whole,
      );
      return [`rooms/${names.id}/${path.replaceAll('\\', '/').slice(0, -ending.length)}`, text];
    }),
  );
}

const roomsHeading = '## Rooms';

/** The glossary with a row for the room at the end of the table of rooms; it has none if the row is there already. */
export function glossaryWith(glossary: string, { sv, en }: RoomNames): string {
  const row = `| ${sv} | | ${en} |`;
  const lines = glossary.split('\n');
  const heading = lines.indexOf(roomsHeading);
  if (heading === -1 || lines.some((line) => line.startsWith(row))) return glossary;
  const first = lines.findIndex((line, i) => i > heading && line.startsWith('|'));
  const end = lines.findIndex((line, i) => i > first && !line.startsWith('|'));
  return lines.toSpliced(end, 0, `${row} say here what it means | |`).join('\n');
}
