import { readFileSync } from 'node:fs';
import { failed, ok, type Result } from '../shell/outcome.ts';

interface Context {
  readonly fullmaktsgivare?: { readonly id?: unknown };
  readonly _sig?: unknown;
}

/**
 * The signed context in a file: where there is one, that one, for the provider to judge; of several in the mandate
 * service's answer the one that the subject gave, or the first where no subject is named.
 */
export function readMandate(
  file: string | undefined,
  subject: string | undefined,
): Result<object | undefined> {
  if (file === undefined) return ok(undefined);
  const contexts = contextsIn(file);
  const context =
    subject === undefined || contexts.length === 1
      ? contexts[0]
      : contexts.find(({ fullmaktsgivare }) => fullmaktsgivare?.id === subject);
  if (context !== undefined) return ok(context);
  return contexts.length === 0
    ? failed(
        'usage',
        `${file} har inget undertecknat behörighetskontext: spara svaret från sok/behorigheter där.`,
        `${file} holds no signed mandate context: save the answer of sok/behorigheter in it.`,
      )
    : failed(
        'usage',
        `Inget behörighetskontext i ${file} är från den som --subject anger.`,
        `No mandate context in ${file} is from the one that --subject names.`,
      );
}

function contextsIn(file: string): readonly Context[] {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as Context & { readonly kontext?: unknown };
    const all: readonly Context[] = Array.isArray(read.kontext) ? read.kontext : [read];
    return all.filter(({ _sig }) => _sig !== undefined);
  } catch {
    return [];
  }
}
