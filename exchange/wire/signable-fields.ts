import type { HeaderLines } from '@ena/kernel/crypto/http-signatures/message.ts';

/** The fields of a message that this exchange may sign, read from the headers themselves when they are asked for. */
export class SignableFields implements HeaderLines {
  readonly #headers: NodeJS.Dict<string | string[]>;

  /** `headers` has lower-case names, as node:http and undici give them. */
  constructor(headers: NodeJS.Dict<string | string[]>) {
    this.#headers = headers;
  }

  /** Nothing that every object inherits has such a name. */
  get(name: string): string | readonly string[] | undefined {
    return name.startsWith('ena-') || name.startsWith('content-') || name.startsWith('signature')
      ? this.#headers[name]
      : undefined;
  }
}
