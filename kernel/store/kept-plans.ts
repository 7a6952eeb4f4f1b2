import type { CompiledQuery } from 'kysely';
import { Client } from 'pg';
import { sha256Hex } from '../crypto/digest.ts';

/** By their text, the names of the statements whose plans are kept. */
const names = new Map<string, string>();

/**
 * From now on each connection parses the statement once, and keeps its plan; inside a transaction PGlite does as before.
 * For a statement that is asked all the time, is written down once, and has the same best plan whatever its parameters
 * are: soon they are no longer looked at.
 */
export function keepPlan<Row>(statement: CompiledQuery<Row>): CompiledQuery<Row> {
  names.set(statement.sql, `kept_${sha256Hex(statement.sql).slice(0, 40)}`);
  return statement;
}

/** The name of a statement whose plan is kept. */
export function keptName(text: string): string | undefined {
  return names.get(text);
}

type Ask = (...asked: readonly unknown[]) => never;

/** A connection that asks those statements by name. (`never` fits each of the forms that a question may have.) */
export class PlanKeepingClient extends Client {
  override query(...asked: readonly unknown[]): never {
    const [text, values, ...more] = asked;
    const name = typeof text === 'string' && more.length === 0 ? names.get(text) : undefined;
    const ask = super.query as Ask;
    return name === undefined ? ask.apply(this, [...asked]) : ask.call(this, { name, text, values });
  }
}
