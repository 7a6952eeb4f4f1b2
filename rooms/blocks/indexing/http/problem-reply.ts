import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import { type IndexingError, indexingErrors } from '../errors.ts';
import type { Fault } from '../use-cases/announce.ts';

/** A problem document from the catalogue. `detail` says what to mend. */
export function problemReply(
  slug: IndexingError,
  detail: string,
  errors?: NonNullable<Problem['errors']>,
): RoomReply {
  const { status, fault, title } = indexingErrors[slug];
  const type = `urn:ena:problem:indexing:${slug}`;
  const problem: Problem = {
    type,
    title,
    status,
    detail,
    fault,
    ...(errors === undefined ? {} : { errors }),
  };
  return { status, contentType: problemContentType, body: problem };
}

export function notAProducer(): RoomReply {
  return problemReply(
    'not-a-producer',
    'Ask the operator of the index to put your organisation into the area.',
  );
}

const most = 20;

const texts = {
  'not-a-subject': {
    member: '/subject/number',
    detail: 'Is no number of its kind: check the digits and the kind.',
  },
  reversed: { member: '/firstChange', detail: 'Is after lastChange.' },
  'in-the-future': { member: '/lastChange', detail: 'Lies ahead: check the clock and the offset.' },
} as const satisfies Record<Fault['what'], { readonly member: string; readonly detail: string }>;

/** Points at what is wrong and repeats nothing of it. `list` is the member that holds the batch. */
export function badPointers(faults: readonly Fault[], list: 'pointers' | 'subjects'): RoomReply {
  const errors = faults.slice(0, most).map(({ index, what }) => {
    const { member, detail } = texts[what];
    const inside = list === 'subjects' ? '/number' : member;
    return { pointer: `/${list}/${index}${inside}`, detail };
  });
  return problemReply('bad-pointer', `${faults.length} of the batch are wrong; nothing was taken.`, errors);
}
