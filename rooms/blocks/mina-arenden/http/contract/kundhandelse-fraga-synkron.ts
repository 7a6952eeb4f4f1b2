import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { answerInParts } from '../../use-cases/answer-in-parts.ts';
import type { Felplats } from '../../wire/fel.ts';
import { type KundhandelseFraga, parseFraga } from '../../wire/kundhandelse-fraga.ts';
import type { Tools } from '../tools.ts';
import { svarOf } from './held-or-flowing.ts';
import { refuse } from './refuse.ts';

type Asked = RoomRequest<{ producer: string }, unknown, KundhandelseFraga>;

export async function kundhandelseFragaSynkron(
  { params, headers, body }: Asked,
  { store, log }: Pick<Tools, 'store' | 'log'>,
): Promise<RoomReply> {
  const head = readHeaders(headers);
  const question = parseFraga(body.fraga);
  if (!head.ok || !question.ok) {
    const places = [...(head.ok ? [] : head.error), ...(question.ok ? [] : question.error)];
    return refuse({ kind: 'bad-request', places });
  }
  const outcome = await answerInParts(store, params.producer, question.value);
  switch (outcome.kind) {
    case 'answered': {
      const { producer, parts } = outcome;
      const { wantedLanguage } = head.value;
      return svarOf(parts, { producerName: producer.name, fraga: body.fraga, wantedLanguage }, log);
    }
    case 'unknown-producer':
      return refuse({ kind: 'not-found' });
  }
}

interface Head {
  readonly correlationId: string;
  readonly wantedLanguage: string | undefined;
}

const printable = /^[\x20-\x7e]{1,200}$/;

/** The correlation id follows the chain of calls. */
export function readHeaders(headers: RoomRequest['headers']): Result<Head, readonly Felplats[]> {
  const { skv_client_correlation_id: id, 'accept-language': language } = headers;
  const wrong: Felplats[] = [];
  if (id === undefined || id === '') wrong.push({ path: 'skv_client_correlation_id', text: 'saknas' });
  else if (typeof id !== 'string' || !printable.test(id))
    wrong.push({ path: 'skv_client_correlation_id', text: 'ska vara högst 200 skrivbara ASCII-tecken' });
  if (language !== undefined && !printable.test(language as string))
    wrong.push({ path: 'Accept-Language', text: 'ska vara högst 200 skrivbara ASCII-tecken' });
  return wrong.length > 0
    ? fail(wrong)
    : ok({ correlationId: id as string, wantedLanguage: language as string | undefined });
}
