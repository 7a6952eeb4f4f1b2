/** An event that a producer loads about a person, in the words of the code. */
export interface NewEvent {
  readonly id: string;
  /** Twelve digits. */
  readonly customer: string;
  readonly caseId: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly closed?: boolean;
  readonly progress?: number;
  /** What its customer has to do, until the end of that Swedish day. */
  readonly toDo?: { readonly sv: string; readonly en: string; readonly day: string; readonly link: string };
}

/** The event as the load API takes it. */
export function loadedEvent(event: NewEvent) {
  const extension = extensionOf(event);
  return {
    kundhandelseId: event.id,
    part: {
      kund: { identifierare: event.customer, typ: 'Personnummer' },
      arende: { identifierare: event.caseId, typ: 'Producentarendereferens' },
    },
    rubrik: event.title,
    beskrivning: event.description,
    tidpunkt: new Date(event.at).toISOString(),
    kundhandelseTyp: event.type,
    producentarendetKraverKundatgard: event.toDo !== undefined,
    producentarendetKlart: event.closed ?? false,
    ...(extension !== undefined && { ena: extension }),
  };
}

function extensionOf({ progress, toDo }: NewEvent) {
  if (progress === undefined && toDo === undefined) return undefined;
  return {
    ...(progress !== undefined && { progress }),
    ...(toDo && {
      toDo: { text: { sv: toDo.sv, en: toDo.en }, due: `${toDo.day} 23:59:00`, link: toDo.link },
    }),
  };
}
