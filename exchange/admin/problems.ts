import { type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';

/** Every refusal of the admin API beyond the kernel's own. `type` is `urn:ena:problem:connector:<slug>`. */
const catalogue = {
  'not-found': { status: 404, title: 'There is no such thing here' },
  'bad-path-template': { status: 422, title: 'An operation’s path cannot be used' },
  'bad-organisation-number': { status: 422, title: 'The organisation number’s check digit is wrong' },
  'bad-period': { status: 422, title: 'The grant would end before it begins' },
  'service-not-offered': { status: 422, title: 'The grant names a service that is not offered' },
  'pin-missing': { status: 422, title: 'A system with a client certificate needs its pin' },
  'service-in-use': { status: 409, title: 'The service still has grants' },
  'evidence-unreadable': { status: 409, title: 'The evidence cannot be read' },
} as const;

export type AdminProblem = keyof typeof catalogue;

export function adminProblem(slug: AdminProblem, detail: string): RoomReply {
  const { status, title } = catalogue[slug];
  const body: Problem = { type: `urn:ena:problem:connector:${slug}`, title, status, detail, fault: 'caller' };
  return { status, contentType: problemContentType, body };
}
