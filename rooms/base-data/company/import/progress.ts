/** How far an import has come. Bytes are counted from the beginning of the file, also after a resume. */
export interface ImportProgress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly rejected: number;
  /** Rows a second since this start. */
  readonly rowsPerSecond: number;
}

export type ShowProgress = (progress: ImportProgress, last: boolean) => void;

interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const bar = 24;
const steps = { terminal: 200, file: 5000 } as const;

/** A bar that is drawn over on a terminal; elsewhere a line every five seconds and one at the end. */
export function showProgressOn(output: Output, now: () => number): ShowProgress {
  const terminal = output.isTTY === true;
  let shown = Number.NEGATIVE_INFINITY;
  return (progress, last) => {
    const time = now();
    if (!last && time - shown < (terminal ? steps.terminal : steps.file)) return;
    shown = time;
    const text = progressLine(progress, terminal);
    output.write(terminal ? `\r${text}\u001b[K${last ? '\n' : ''}` : `${text}\n`);
  };
}

/** `[██████░░░░] 61 %  1 770 000 rows  31 200 rows/s  12 rejected  36 s left`. */
export function progressLine(progress: ImportProgress, withBar: boolean): string {
  const share = progress.totalBytes === 0 ? 1 : progress.bytes / progress.totalBytes;
  const filled = Math.round(share * bar);
  const parts = [
    ...(withBar ? [`[${'█'.repeat(filled)}${'░'.repeat(bar - filled)}]`] : []),
    `${Math.floor(share * 100)} %`,
    `${grouped(progress.rows)} rows`,
    `${grouped(progress.rowsPerSecond)} rows/s`,
    `${grouped(progress.rejected)} rejected`,
  ];
  const left = secondsLeft(progress, share);
  return [...parts, ...(left === undefined ? [] : [`${left} s left`])].join('  ');
}

function secondsLeft(progress: ImportProgress, share: number): number | undefined {
  if (share <= 0 || share >= 1 || progress.rowsPerSecond <= 0) return undefined;
  const rowsLeft = progress.rows / share - progress.rows;
  return Math.ceil(rowsLeft / progress.rowsPerSecond);
}

function grouped(count: number): string {
  return Math.round(count)
    .toString()
    .replace(/\B(?=(?:[0-9]{3})+$)/g, ' ');
}
