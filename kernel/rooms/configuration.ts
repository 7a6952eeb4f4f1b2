import type { TObject, TSchema } from 'typebox';
import { compileValidator } from '../http/validation.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Room } from '../room.ts';

/** Configuration as an operator writes it: one object for each room, under the room's id. */
export type ConfigurationFile = Readonly<Record<string, unknown>>;

/**
 * What each room receives: the given keys, and the schema's defaults for the others.
 * Fails with one sentence for each mistake; the sentences name keys and never values.
 */
export function roomConfigurations(
  rooms: readonly Room[],
  file: ConfigurationFile,
): Result<ReadonlyMap<string, unknown>, readonly string[]> {
  const known = rooms.map((room) => room.id);
  const strangers = Object.keys(file).filter((id) => !known.includes(id));
  const mistakes = strangers.map(
    (id) => `"${id}" is not a room that runs here (${known.join(', ') || 'none do'}).`,
  );
  const configurations = new Map<string, unknown>();
  for (const room of rooms) {
    const given = file[room.id] ?? {};
    const value = isObject(given) ? withDefaults(room.config, given) : given;
    mistakes.push(...mistakesIn(room.config, value).map((mistake) => `"${room.id}": ${mistake}`));
    configurations.set(room.id, value);
  }
  return mistakes.length === 0 ? ok(configurations) : fail(mistakes);
}

function withDefaults(schema: TObject, given: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const value: Record<string, unknown> = { ...given };
  for (const [key, property] of Object.entries(schema.properties as Record<string, TSchema>)) {
    const absent = 'default' in property ? property.default : undefined;
    if (value[key] === undefined && absent !== undefined) value[key] = structuredClone(absent);
  }
  return value;
}

function mistakesIn(schema: TObject, value: unknown): readonly string[] {
  const properties = schema.properties as Record<string, TSchema & { readonly description?: string }>;
  const names = Object.keys(properties);
  const unknown = isObject(value) ? Object.keys(value).filter((key) => !names.includes(key)) : [];
  const wrong = compileValidator(schema)(value) ?? [];
  return [
    ...unknown.map((key) => `there is no key ${key}; the keys are ${names.join(', ') || 'none'}.`),
    ...wrong.map(({ pointer, detail }) => {
      const key = pointer.split('/')[1] ?? '';
      const meaning = properties[key]?.description;
      return `${key || 'the whole'} ${detail}${meaning === undefined ? '' : ` It means: ${meaning}.`}`;
    }),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
