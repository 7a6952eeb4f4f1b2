import type { TypeTexts } from '../../domain/catalogue.ts';
import { writtenInSweden } from '../../domain/swedish-clock.ts';
import type { ShownEvent } from '../../domain/veil.ts';
import type { MyEvent } from './my-event.ts';
import { renderExtension } from './parse-extension.ts';

/** An event as a person may see it, with what else is said of it. */
export interface ShownToPerson extends ShownEvent {
  readonly ref: string;
  /** Where it is of a case. */
  readonly caseRef?: string;
  readonly producer: { readonly id: string; readonly name: string };
  readonly typeText?: TypeTexts;
  /** Milliseconds since the epoch. */
  readonly seenAt?: number;
}

export function renderMyEvent(shown: ShownToPerson): MyEvent {
  const { event, ref, producer, caseRef, veiledBelow, typeText, seenAt } = shown;
  const { title, description, language, at, type, needsAction, closed, extension, retracted } = event;
  const reference = event.subject.case;
  return {
    ref,
    producer: { id: producer.id, name: producer.name },
    ...(reference && caseRef && { case: { ref: caseRef, kind: reference.kind, id: reference.id } }),
    title,
    description,
    language,
    at: writtenInSweden(at),
    type,
    ...(typeText !== undefined && { typeText }),
    needsAction,
    closed,
    ...(veiledBelow !== undefined && { veiledBelow }),
    ...(extension !== undefined && { extension: renderExtension(extension) }),
    ...(retracted !== undefined && {
      retracted: { at: writtenInSweden(retracted.at), reason: retracted.reason },
    }),
    ...(seenAt !== undefined && { seenAt: writtenInSweden(seenAt) }),
  };
}
