/** How far a long work has come. */
export interface Done {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly rejected: number;
}

const width = 24;
const redrawMs = 200;

/** A bar that is drawn over itself on a terminal; elsewhere nothing, for the answer tells the end. */
export function progressBar(isTerminal: boolean): { show(done: Done): void; clear(): void } {
  const began = performance.now();
  let shown = Number.NEGATIVE_INFINITY;
  return {
    show: (done) => {
      const now = performance.now();
      if (!isTerminal || now - shown < redrawMs) return;
      shown = now;
      process.stderr.write(`\r${barLine(done, now - began)}\x1b[K`);
    },
    clear: () => void (isTerminal && process.stderr.write('\r\x1b[K')),
  };
}

/** `[██████░░░░]  61 %  1 770 000  31 200/s  12 ✗`. */
export function barLine({ bytes, totalBytes, rows, rejected }: Done, ms: number): string {
  const share = totalBytes === 0 ? 1 : Math.min(1, bytes / totalBytes);
  const filled = Math.round(share * width);
  const bar = `[${'█'.repeat(filled)}${'░'.repeat(width - filled)}]`;
  const rate = rows / Math.max(0.001, ms / 1000);
  return `${bar}  ${Math.floor(share * 100)} %  ${grouped(rows)}  ${grouped(rate)}/s  ${grouped(rejected)} ✗`;
}

function grouped(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ' ');
}
