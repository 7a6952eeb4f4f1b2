import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { rfc3339, systemClock } from '../time.ts';
import { JoinedLines } from './joined-lines.ts';

export type { Logger } from 'pino';

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Which program speaks: `hub`, `connector`. */
  readonly program: string;
  /** False only for lines of a fixed shape that hold nothing secret: redaction costs more than the line. Default true. */
  readonly redact?: boolean;
  /** Default: standard error, buffered; standard output belongs to the lines a program prints for its caller. */
  readonly stream?: DestinationStream;
}

/** Names under which secrets and personal data travel; their values never reach a log, however deep they lie. */
const secretFields = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'clientSecret',
  'client_secret',
  'token',
  'access_token',
  'subject',
  'personnummer',
  'enaSubject',
  'privateKey',
  'd',
];

const redaction = {
  paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
  censor: '[redacted]',
};

/** JSON lines, one an event. Written within half a second; a process that is killed loses those since. */
export function createLogger(options: LoggerOptions): Logger {
  const stream = options.stream ?? bufferedStandardError();
  return pino(
    {
      level: options.level,
      base: { program: options.program, pid: process.pid },
      timestamp: () => `,"time":"${rfc3339(systemClock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
      ...(options.redact === false ? {} : { redact: redaction }),
      serializers: { err: describeError },
    },
    stream,
  );
}

/** For tests, and for whoever wants silence. */
export const silentLogger: Logger = pino({ level: 'silent' });

/** The destination begins to write when it has so many bytes; fewer are written when it is told to. */
const writtenAtOnce = 12 * 1024;

function bufferedStandardError(): DestinationStream {
  const stream = destination({ fd: 2, sync: false, minLength: writtenAtOnce });
  const lines = new JoinedLines(stream, writtenAtOnce);
  const flush = setInterval(() => {
    lines.flush();
    stream.flush();
  }, 500);
  flush.unref();
  process.once('exit', () => {
    try {
      lines.flush();
      stream.flushSync();
    } catch {
      // Nothing was waiting, or standard error is gone.
    }
  });
  return lines;
}

/** Name, code, message and stack; never the other members, in which database drivers put the row that failed. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error ? String(error.code) : undefined;
  return {
    name: error.name,
    code,
    message: withoutNumbers(error.message),
    stack: withoutNumbers(error.stack ?? ''),
  };
}

function withoutNumbers(text: string): string {
  return text.replace(/\b\d{6,8}[-+]?\d{4}\b/g, '[number]');
}
