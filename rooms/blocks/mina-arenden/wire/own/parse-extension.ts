import { fail, ok, type Result } from '@ena/kernel/result.ts';
import type { EventExtension } from '../../domain/extension.ts';
import { type InstantFault, parseInstant } from '../../domain/instant.ts';
import { writtenInSweden } from '../../domain/swedish-clock.ts';
import type { Extension } from './extension.ts';
import { instantFaults, type LoadFault } from './load-fault.ts';

/** What no schema can see: a last moment that exists, and addresses that lead where they seem to. */
export function parseExtension(given: Extension): Result<EventExtension, readonly LoadFault[]> {
  const due = given.toDo?.due === undefined ? undefined : parseInstant(given.toDo.due);
  const faults = [...dueFaults(due), ...addressFaults(given)];
  if (faults.length > 0) return fail(faults);
  const { toDo, veil, ...rest } = given;
  return ok({
    ...rest,
    ...(toDo !== undefined && { toDo: toDoOf(toDo, due?.ok === true ? due.value : undefined) }),
    ...(veil !== undefined && { veil: { ...veil, fromLoa: veil.fromLoa === 4 ? 4 : 3 } }),
  });
}

function toDoOf({ due: _written, ...rest }: NonNullable<Extension['toDo']>, due: number | undefined) {
  return { ...rest, ...(due !== undefined && { due }) };
}

function dueFaults(due: Result<number, InstantFault> | undefined): readonly LoadFault[] {
  if (due === undefined || due.ok) return [];
  return [{ pointer: '/toDo/due', detail: instantFaults[due.error] }];
}

function addressFaults({ toDo, links = [], attachments = [] }: Extension): readonly LoadFault[] {
  const addresses: readonly (readonly [string, string])[] = [
    ...(toDo?.link === undefined ? [] : [['/toDo/link', toDo.link] as const]),
    ...links.map(({ url }, place) => [`/links/${place}/url`, url] as const),
    ...attachments.map(({ url }, place) => [`/attachments/${place}/url`, url] as const),
  ];
  return addresses.flatMap(([pointer, url]) =>
    isPlainHttps(url)
      ? []
      : [{ pointer, detail: 'Write an https address without a user name or a password in it.' }],
  );
}

function isPlainHttps(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '';
}

/** The last moment as Swedish clocks show it. */
export function renderExtension({ toDo, links, attachments, ...rest }: EventExtension): Extension {
  return {
    ...(toDo !== undefined && {
      toDo: { ...toDo, ...(toDo.due !== undefined && { due: writtenInSweden(toDo.due) }) },
    }),
    ...(links !== undefined && { links: [...links] }),
    ...(attachments !== undefined && { attachments: [...attachments] }),
    ...rest,
  } as Extension;
}
