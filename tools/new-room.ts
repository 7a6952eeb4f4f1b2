// `npm run new-room -- blocks/foo --sv "Namn" --en "Name"`: writes a room that passes every check, to be filled in.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { glossaryWith, namesProblem, type RoomNames, roomFiles } from './new-room/skeleton.ts';
import { houseRoot } from './source/print-findings.ts';

const usage = `Writes the skeleton of a room: one entry that can be saved and read, from routes to database, with tests.

  npm run new-room -- <group>/<name> --sv "Svenskt namn" --en "English name"
  npm run new-room -- blocks/address-registry --sv "Adressregister" --en "Address registry"

Groups: blocks, base-data, governance, neighbours. Exit code 0 when it is written, 2 for a wrong call.
`;

function write(path: string, text: string): void {
  mkdirSync(dirname(join(houseRoot, path)), { recursive: true });
  writeFileSync(join(houseRoot, path), text);
}

function createRoom(names: RoomNames): void {
  const files = roomFiles(names);
  for (const [path, text] of Object.entries(files)) write(path, text);
  // How lines break depends on how long the names are.
  spawnSync('biome', ['check', '--write', `rooms/${names.id}`], { cwd: houseRoot });
  const glossary = 'docs/glossary.md';
  write(glossary, glossaryWith(readFileSync(join(houseRoot, glossary), 'utf8'), names));
  console.log(`rooms/${names.id}: ${Object.keys(files).length} files, and a row in ${glossary}.

Next:
  npm test -- rooms/${names.id}
  Name the room in apps/hub/rooms.ts (one import, one entry) to run it in the hub.
  Replace "entry" by what the room is about, beginning with README.md and wire/.`);
}

function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      sv: { type: 'string', default: '' },
      en: { type: 'string', default: '' },
      help: { type: 'boolean' },
    },
  });
  const [id = ''] = positionals;
  if (values.help || (id === '' && args.length === 0)) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  const names = { id, sv: values.sv, en: values.en };
  const problem =
    namesProblem(names) ??
    (existsSync(join(houseRoot, 'rooms', id)) ? `rooms/${id} is there already.` : undefined);
  if (problem !== undefined) {
    console.error(problem);
    return 2;
  }
  createRoom(names);
  return 0;
}

try {
  process.exitCode = main(process.argv.slice(2));
} catch (problem) {
  console.error(`${problem instanceof Error ? problem.message : problem}\n\n${usage}`);
  process.exitCode = 2;
}
