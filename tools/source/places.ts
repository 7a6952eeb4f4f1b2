/** Where a file stands in the house, read off its path. */

/** `kernel`, `rooms`, `exchange`, `apps/hub` …: the unit that the arrows between members are drawn for. */
export function memberOf(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'apps' ? `apps/${second}` : first;
}

/** `blocks/trust-framework` for a file in that room. */
export function roomOf(path: string): string | undefined {
  return /^rooms\/([^/]+\/[^/]+)\//.exec(path)?.[1];
}

/** The folder directly under the room (`domain`, `wire` …), or `''` for a file at the room's top. */
export function layerOf(path: string): string {
  const parts = path.split('/');
  return roomOf(path) !== undefined && parts.length > 4 ? (parts[3] ?? '') : '';
}

const testFile = /\.test\.ts$|-suite\.ts$|(?:^|\/)tests\//;

/** True for files that only tests run: they may use the testkit, and nothing at run time may import them. */
export function isTest(path: string): boolean {
  return testFile.test(path) || /^(?:testkit|conformance|bench)\//.test(path);
}
