import { kindOf } from './kinds.ts';

/** More files than this at once would keep too much in memory. */
const most = 30;

/** Folders whose files run together: a room, an app, or a member of the house. */
function folderOf(path: string): string {
  const [first = '', second = '', third = ''] = path.split('/');
  if (first === 'rooms') return `${first}/${second}/${third}`;
  return first === 'apps' ? `${first}/${second}` : first;
}

/**
 * Files that may run in one process, largest groups first so that no long one is left for the end. Only unit tests:
 * the others start programs and hold ports, disks and clocks.
 */
export function groupsOf(files: readonly string[]): readonly (readonly string[])[] {
  const folders = Map.groupBy(files, (file) => (kindOf(file) === 'unit' ? folderOf(file) : file));
  const groups = [...folders.values()].flatMap((group) => {
    const parts = Math.ceil(group.length / most);
    return Array.from({ length: parts }, (_, part) => group.filter((_file, at) => at % parts === part));
  });
  return groups.sort((a, b) => b.length - a.length);
}
