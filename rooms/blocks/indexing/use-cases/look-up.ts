import type { AuditTrail } from '@ena/kernel/trace/audit.ts';
import type { Area } from '../domain/area.ts';
import { type Span, widened } from '../domain/pointer.ts';
import { isSubject, type Subject } from '../domain/subject.ts';
import type { Held } from '../store/store.ts';
import type { IndexTools } from './tools.ts';

/** Who asks. A room is told from its grants in the configuration, an organisation from those in the database. */
export type Asker =
  | { readonly kind: 'organisation'; readonly organisation: string; readonly caller: string }
  | { readonly kind: 'room'; readonly room: string };

export interface Question {
  readonly area: string;
  readonly purpose: string;
  readonly subject: Subject;
  readonly asker: Asker;
  readonly requestId: string;
}

export interface Named extends Span {
  readonly producer: string;
}

export interface Found {
  readonly kind: 'found';
  readonly area: Area;
  /** Those that have announced something about the subject; the latest change first. */
  readonly named: readonly Named[];
  /** The other producers in the area. */
  readonly others: readonly string[];
}

export type LookUpOutcome =
  | Found
  | { readonly kind: 'unknown-area' }
  | { readonly kind: 'not-granted' }
  | { readonly kind: 'not-a-subject' };

export interface RoomPurposes {
  readonly room: string;
  readonly area: string;
  readonly purposes: readonly string[];
}

export interface LookUpTools extends IndexTools {
  readonly audit: AuditTrail;
  readonly roomPurposes: readonly RoomPurposes[];
}

export const indexingRoom = 'blocks/indexing';

/** The question is in the audit trail, with area and purpose, before it is answered. */
export async function lookUp(tools: LookUpTools, question: Question): Promise<LookUpOutcome> {
  const area = await tools.store.area(question.area);
  if (area === undefined) return { kind: 'unknown-area' };
  if (!isSubject(question.subject)) return { kind: 'not-a-subject' };
  const granted = await mayAsk(tools, question);
  await note(tools, question, granted);
  return granted ? find(tools, area, question.subject) : { kind: 'not-granted' };
}

async function mayAsk({ store, roomPurposes }: LookUpTools, question: Question): Promise<boolean> {
  const { area, purpose, asker } = question;
  if (asker.kind === 'organisation') return store.mayAsk(area, asker.organisation, purpose);
  return roomPurposes.some(
    (one) => one.room === asker.room && one.area === area && one.purposes.includes(purpose),
  );
}

/** A purpose that nobody granted is the caller's own text, and is not written down. */
function note({ audit }: LookUpTools, question: Question, granted: boolean): Promise<void> {
  const { area, purpose, asker, requestId } = question;
  return audit.record({
    room: indexingRoom,
    operation: granted ? `lookUp ${area} for ${purpose}` : `lookUp ${area} for a purpose not granted`,
    caller: asker.kind === 'room' ? `room:${asker.room}` : asker.caller,
    status: granted ? 200 : 403,
    requestId,
  });
}

async function find({ store, keys }: IndexTools, area: Area, subject: Subject): Promise<Found> {
  const reference = keys.reference(area.id, subject);
  for (;;) {
    const asked = keys.newest;
    const { rows, generation } = await store.held(area.id, keys.aliases(reference, asked));
    if (generation <= asked) return { kind: 'found', area, ...sorted(rows) };
    await keys.refresh();
  }
}

/** While keys change, one producer's pointer may stand under two of them; it is still one. */
function sorted(rows: readonly Held[]): Pick<Found, 'named' | 'others'> {
  const named = new Map<string, Named>();
  const others: string[] = [];
  for (const { producer, firstChange, lastChange } of rows) {
    if (firstChange === undefined || lastChange === undefined) {
      others.push(producer);
      continue;
    }
    const span = { firstChange, lastChange };
    named.set(producer, { producer, ...widened(named.get(producer) ?? span, span) });
  }
  return { named: [...named.values()], others };
}
