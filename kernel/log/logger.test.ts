import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from './logger.ts';

function logged(
  write: (log: ReturnType<typeof createLogger>) => void,
  level: 'debug' | 'info' = 'info',
): string {
  const lines: string[] = [];
  write(createLogger({ level, program: 'test', stream: { write: (line) => void lines.push(line) } }));
  return lines.join('');
}

test('a line says when, how grave and which program', () => {
  const line = JSON.parse(logged((log) => log.warn({ room: 'r' }, 'något hände'))) as Record<string, unknown>;
  assert.deepEqual([line.level, line.program, line.room, line.msg], ['warn', 'test', 'r', 'något hände']);
  assert.match(String(line.time), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
});

test('secrets and personal numbers under their usual names are blanked, also within', () => {
  const text = logged((log) =>
    log.info(
      { headers: { authorization: 'Bearer hemlig' }, subject: '191212121212', a: { b: { token: 'hemlig' } } },
      'x',
    ),
  );
  assert.doesNotMatch(text, /hemlig|191212121212/);
});

test('an error is told without the row that the database driver hangs on it', () => {
  const error = Object.assign(new Error('duplicate key 19121212-1212'), {
    code: '23505',
    detail: 'Key (pnr)=(191212121212)',
  });
  const text = logged((log) => log.error({ err: error }, 'x'));
  assert.match(text, /23505/);
  assert.doesNotMatch(text, /1212121212|121212-1212/);
});

test('what lies below the level is not written', () => {
  assert.equal(
    logged((log) => log.debug('x')),
    '',
  );
  assert.notEqual(
    logged((log) => log.debug('x'), 'debug'),
    '',
  );
});
