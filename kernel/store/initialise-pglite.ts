/** A program of its own: makes an empty database cluster in the folder that is its only argument, and ends. */
import { PGlite } from '@electric-sql/pglite';
import { keepBaselineCompiler } from './pglite-memory.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('usage: initialise-pglite.ts FOLDER');
keepBaselineCompiler();
const database = await PGlite.create({ dataDir: folder });
await database.exec('checkpoint');
await database.close();
