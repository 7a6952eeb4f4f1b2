import { PGlite, parse, protocol, type QueryOptions, type Results } from '@electric-sql/pglite';
import { keptName } from './kept-plans.ts';

type Messages = Parameters<typeof parse.parseResults>[0];

/** What PGlite told about a statement when it parsed it: its parameters and its columns. */
interface Parsed {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  readonly described: Messages;
}

const { serialize } = protocol;
const executeAndSync = Buffer.concat([serialize.execute({}), serialize.sync()]);
/** From `pg_type`. */
const types = { textList: 1009 };
const notToFiles = { syncToFs: false };

/**
 * PGlite that parses and plans the statements of `keepPlan` once, and then asks each by one call instead of six. Its
 * `transaction` does as before.
 */
export class PlanKeepingPglite extends PGlite {
  readonly #parsed = new Map<string, Parsed>();

  override async query<Row>(
    text: string,
    parameters: unknown[] = [],
    options?: QueryOptions,
  ): Promise<Results<Row>> {
    const name = keptName(text);
    if (name === undefined) return super.query<Row>(text, parameters, options);
    await this._checkReady();
    const ask = () => this.#ask<Row>(name, text, parameters, options);
    return this._runExclusiveTransaction(() => this._runExclusiveQuery(ask));
  }

  async #ask<Row>(
    name: string,
    text: string,
    parameters: readonly unknown[],
    options: QueryOptions | undefined,
  ): Promise<Results<Row>> {
    const parsed = this.#parsed.get(name) ?? (await this.#parse(name, text));
    const values = parameters.map((value, index) => this.#written(value, parsed.parameterTypes[index] ?? 0));
    const { messages } = await this.execProtocol(askingMessage(name, values), notToFiles);
    await this.syncToFs();
    const [result] = parse.parseResults([...parsed.described, ...messages], this.parsers, options);
    return result as Results<Row>;
  }

  async #parse(name: string, text: string): Promise<Parsed> {
    const asked = [
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name }),
      serialize.sync(),
    ];
    const { messages } = await this.execProtocol(Buffer.concat(asked), notToFiles);
    const described = messages.filter((message) => message.name === 'rowDescription');
    const parsed = { name, parameterTypes: parse.parseDescribeStatementResults(messages), described };
    this.#parsed.set(name, parsed);
    return parsed;
  }

  #written(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    if (typeof value === 'string') return value;
    const list = type === types.textList ? listOfTexts(value) : undefined;
    return list ?? this.serializers[type]?.(value) ?? String(value);
  }
}

/** A list in which nothing needs an escape, as PostgreSQL reads it; PGlite looks through each text of it twice. */
function listOfTexts(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  if (!value.every((one) => typeof one === 'string')) return undefined;
  const joined = value.join('","');
  const quotes = joined.split('"').length - 1;
  return joined.includes('\\') || quotes !== 2 * (value.length - 1) ? undefined : `{"${joined}"}`;
}

/**
 * Bind, Execute and Sync in one piece; every value a text, the answer in texts. Where one fails, what follows is skipped
 * up to Sync. https://www.postgresql.org/docs/current/protocol-message-formats.html#PROTOCOL-MESSAGE-FORMATS-BIND
 */
function askingMessage(name: string, values: readonly (string | null)[]): Buffer {
  const sizes = values.map((value) => (value === null ? 0 : Buffer.byteLength(value)));
  const size = sizes.reduce((sum, one) => sum + 4 + one, 4 + 1 + name.length + 1 + 2 + 2 + 2);
  const message = Buffer.alloc(1 + size + executeAndSync.length);
  let at = message.write('B');
  at = message.writeInt32BE(size, at) + 1;
  at += message.write(name, at) + 1 + 2;
  at = message.writeInt16BE(values.length, at);
  for (const [index, value] of values.entries()) {
    at = message.writeInt32BE(value === null ? -1 : (sizes[index] ?? 0), at);
    if (value !== null) at += message.write(value, at);
  }
  message.set(executeAndSync, at + 2);
  return message;
}
