import { isUnambiguousPath } from '@ena/kernel/permit/path-template.ts';
import { fail, ok, type Result } from '@ena/kernel/result.ts';
import { type Refusal, refuse } from '../errors.ts';
import type { Target } from './call.ts';

const form = /^\/exchange\/([0-9]{10})\/([a-z0-9-]{1,64})(\/[^?]*)?(\?.*)?$/s;

/** `/exchange/{provider-orgnr}/{service}/{path}?{query}`; path and query travel exactly as they came. */
export function readTarget(url: string): Result<Target, Refusal> {
  const match = form.exec(url);
  const provider = match?.[1];
  const service = match?.[2];
  if (!provider || !service) {
    return fail(
      refuse(
        'target-malformed',
        'Call /exchange/{organisation number}/{service}/{path}, with ten digits and a service id of a–z, 0–9 and hyphens.',
      ),
    );
  }
  const path = match?.[3] ?? '/';
  const query = match?.[4] ?? '';
  if (!isUnambiguousPath(path))
    return fail(
      refuse(
        'target-malformed',
        'The path holds an empty or dot segment, an encoded slash, or a character that must be percent-encoded; write it plainly.',
      ),
    );
  if (!isPlainQuery(query))
    return fail(refuse('target-malformed', 'The query holds a character that must be percent-encoded.'));
  return ok({ provider, service, path, query });
}

/** What can be signed and sent on as it is: visible ASCII, and no fragment. */
export function isPlainQuery(query: string): boolean {
  return /^[\x21\x22\x24-\x7e]*$/.test(query);
}
