import { fail, ok, type Result } from '@ena/kernel/result.ts';

/** A program whose health the portal shows: a connector with its organisation, or a service beside the hub. */
export interface WatchedProgram {
  readonly name: { readonly sv: string; readonly en: string };
  readonly url: string;
  readonly orgnr?: string;
}

export interface PortalConfig {
  readonly watch: readonly WatchedProgram[];
}

const form = '"portal" in config.json is {"watch": [{"name": {"sv", "en"}, "url", "orgnr"?}]}';

/** Reads the key `portal` of `config.json`; absent, the portal watches nothing beside its hub. */
export function readPortalConfig(given: unknown): Result<PortalConfig, string> {
  if (given === undefined) return ok({ watch: [] });
  const watch: unknown = isObject(given) ? (given.watch ?? []) : undefined;
  if (!Array.isArray(watch)) return fail(`${form}.`);
  const wrong = watch.findIndex((program) => !isWatchedProgram(program));
  return wrong === -1 ? ok({ watch }) : fail(`${form}; entry ${wrong + 1} of watch is not.`);
}

function isWatchedProgram(value: unknown): value is WatchedProgram {
  if (!isObject(value) || !isObject(value.name)) return false;
  const { name, url, orgnr } = value;
  const named = typeof name.sv === 'string' && typeof name.en === 'string';
  const reached = typeof url === 'string' && /^https?:\/\/[^/]+$/.test(url);
  return named && reached && (orgnr === undefined || (typeof orgnr === 'string' && /^\d{10}$/.test(orgnr)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
