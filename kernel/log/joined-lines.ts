import type { DestinationStream } from 'pino';

/**
 * Hands lines on joined, at the latest when they have `most` bytes. A destination that is given them one by one joins
 * them itself and counts the bytes of all that wait anew with each: 6 kB of memory for a line of 400 bytes.
 */
export class JoinedLines implements DestinationStream {
  readonly #to: DestinationStream;
  readonly #most: number;
  #lines: string[] = [];
  #bytes = 0;

  constructor(to: DestinationStream, most: number) {
    this.#to = to;
    this.#most = most;
  }

  write(line: string): void {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line);
    if (this.#bytes >= this.#most) this.flush();
  }

  flush(): void {
    if (this.#lines.length === 0) return;
    const text = this.#lines.join('');
    this.#lines = [];
    this.#bytes = 0;
    this.#to.write(text);
  }
}
