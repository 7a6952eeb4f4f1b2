import type { RoomReply, Stray } from '@ena/kernel/http/route.ts';
import type { Language } from '../texts/language.ts';
import type { PortalServer } from './server.ts';

/** The page for an address that nobody has, for those who read pages; programs get the problem document. */
export function strayPage(
  server: PortalServer,
  { problem, path, headers, requestId }: Stray,
): RoomReply | undefined {
  if (!/\btext\/html\b/.test(headers.accept?.toString() ?? '')) return undefined;
  const language: Language = /^\/en(?:\/|$)/.test(path) ? 'en' : 'sv';
  const caller = { kind: 'anonymous', address: '' } as const;
  const request = { params: {}, query: {}, headers, body: undefined, caller, requestId };
  // The page repeats nothing of the address, which may hold anything: its links start from the front page.
  return server.refuse(problem, server.visit({ language, template: '/', request }));
}
