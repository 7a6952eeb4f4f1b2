import type { AnswerPart } from '../domain/answer-part.ts';
import { renderKundhandelse } from './kundhandelse.ts';
import type { Fraga } from './kundhandelse-fraga.ts';
import { renderDelfragor, renderMetadata } from './kundhandelse-svar.ts';
import { type Part, renderPart } from './part.ts';

/** The text of `renderSvar`, byte for byte, piece by piece. */
export async function* writeSvar(
  producerName: string,
  answer: AsyncIterable<AnswerPart>,
  fraga: Fraga,
  wantedLanguage: string | undefined,
): AsyncGenerator<string> {
  const parter: Part[] = [];
  let isFirst = true;
  yield '{"kundhandelser":[';
  for await (const one of answer) {
    if (one.kind === 'subject') {
      const part = renderPart(one.subject);
      yield `${parter.length === 0 ? '' : ']},'}${openPart(part, one.total)}`;
      parter.push(part);
      isFirst = true;
    } else {
      const events = one.events.map((event) => JSON.stringify(renderKundhandelse(event)));
      yield `${isFirst ? '' : ','}${events.join(',')}`;
      isFirst = false;
    }
  }
  const metadata = JSON.stringify(renderMetadata(parter, fraga, wantedLanguage));
  const delfragor = JSON.stringify(renderDelfragor(producerName, parter));
  yield `${parter.length === 0 ? '' : ']}'}],"metadata":${metadata},"delfragor":${delfragor}}`;
}

function openPart(part: Part, total: number): string {
  return `{"part":${JSON.stringify(part)},"totaltAntalKundhandelser":${total},"kundhandelserForPart":[`;
}
