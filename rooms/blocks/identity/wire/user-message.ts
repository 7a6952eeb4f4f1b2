import { fail, ok, type Result } from '@ena/kernel/result.ts';

/** A message of the client to the person, by language; plain text, whatever it holds. */
export interface UserMessage {
  readonly sv: string | undefined;
  readonly en: string | undefined;
  /** Without a language tag. */
  readonly any: string | undefined;
}

const longest = 4000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Request parameters 1.1 §2.1: `message`, `message#sv`, `message#en` in base64, and `mime_type`. */
export function parseUserMessage(text: string): Result<UserMessage, string> {
  const value = parsed(text);
  if (value === undefined) return fail('the message is no JSON object');
  const type = value.mime_type ?? 'text/plain';
  if (type !== 'text/plain') return fail('only messages of mime_type text/plain are shown here');
  const message = {
    sv: decoded(value['message#sv']),
    en: decoded(value['message#en']),
    any: decoded(value.message),
  };
  const all = Object.values(message);
  if (all.includes('broken'))
    return fail('a message is not UTF-8 in base64, or longer than 4,000 characters');
  if (all.every((one) => one === undefined)) return fail('the message is empty');
  return ok({ sv: textOf(message.sv), en: textOf(message.en), any: textOf(message.any) });
}

/** What a reader of the language is shown. */
export function messageIn(message: UserMessage, language: 'sv' | 'en'): string {
  return message[language] ?? message.any ?? message.sv ?? message.en ?? '';
}

type Decoded = { readonly text: string } | 'broken' | undefined;

function decoded(value: unknown): Decoded {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(value)) return 'broken';
  try {
    const text = utf8.decode(Buffer.from(value, 'base64'));
    return text.length > longest ? 'broken' : { text };
  } catch {
    return 'broken';
  }
}

function textOf(value: Decoded): string | undefined {
  return typeof value === 'object' ? value.text : undefined;
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
