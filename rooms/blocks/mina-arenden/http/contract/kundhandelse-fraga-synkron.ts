import type { RoomReply, RoomRequest } from '@ena/kernel/http/route.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { askProducer } from '../../use-cases/ask-producer.ts';
import type { Felplats } from '../../wire/fel.ts';
import { type KundhandelseFraga, parseFraga } from '../../wire/kundhandelse-fraga.ts';
import { renderSvar } from '../../wire/kundhandelse-svar.ts';
import type { Tools } from '../tools.ts';
import { refuse } from './refuse.ts';

type Asked = RoomRequest<{ producer: string }, unknown, KundhandelseFraga>;

export async function kundhandelseFragaSynkron(
  { params, headers, body }: Asked,
  { store }: Pick<Tools, 'store'>,
): Promise<RoomReply> {
  const head = readHeaders(headers);
  const question = parseFraga(body.fraga);
  if (!head.ok || !question.ok) {
    const places = [...(head.ok ? [] : head.error), ...(question.ok ? [] : question.error)];
    return refuse({ kind: 'bad-request', places });
  }
  const outcome = await askProducer(store, params.producer, question.value);
  switch (outcome.kind) {
    case 'answered': {
      const { producer, answers } = outcome;
      return { status: 200, body: renderSvar(producer.name, answers, body.fraga, head.value.wantedLanguage) };
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
