import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Before any other module loads: the second start then skips stripping and compiling, a second of the start.
// The folder lies in the installation, not in the machine's temporary folder, where others could plant code.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/ena/compiled', import.meta.url)));
const { main } = await import('./hub.ts');
await main();
