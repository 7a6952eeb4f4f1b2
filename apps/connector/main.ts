import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { markLate } from '@ena/exchange/load/late-marking.ts';

markLate();
// Before any other module loads: a restart then skips stripping and compiling, half of its time. The folder lies in
// the installation, not in the machine's temporary folder, where others could plant code.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/ena/compiled', import.meta.url)));
const { main } = await import('./connector.ts');
await main();
// A connector that is killed leaves no cache behind, so it is written while it runs.
flushCompileCache();
