import type { Problem } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';
import type { Clock } from '@ena/kernel/time.ts';
import { type ErrorForm, renderError } from '../wire/api-error.ts';

export function contractError(form: ErrorForm, status: number, message: string, clock: Clock): RoomReply {
  return { status, body: renderError(form, status, message, clock.now()) };
}

/** The kernel's refusals in the contract's form; what is wrong with the body is 400 there, not 422. */
export function contractRefusal(form: ErrorForm, clock: Clock): (problem: Problem) => RoomReply {
  return ({ status: given, title, detail, errors = [] }) => {
    const status = given === 422 ? 400 : given;
    const subErrors = errors.map((error) => ({ field: error.pointer.slice(1), message: error.detail }));
    return { status, body: renderError(form, status, detail ?? title, clock.now(), subErrors) };
  };
}

/** The key in the header, as one value; an absent one is no key. */
export function apiKeyOf(headers: Readonly<Record<string, string | string[] | undefined>>): string {
  return String(headers['x-api-key'] ?? '').trim();
}
