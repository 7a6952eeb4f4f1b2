import type { RoomRequest } from '@ena/kernel/http/route.ts';
import type { Form } from './visit.ts';

export interface Upload {
  readonly form: Form;
  /** The bytes of the file; absent where none was chosen. */
  readonly file?: Uint8Array;
}

/**
 * A form with one file (RFC 7578), taken apart by the platform's own parser. Nothing where it is no such form, gives a
 * field twice or more than one file.
 */
export async function readUpload({ headers, body }: RoomRequest): Promise<Upload | undefined> {
  if (!(body instanceof Uint8Array)) return undefined;
  const sent = await parsed(body, String(headers['content-type']));
  if (sent === undefined) return undefined;
  const names = [...sent.keys()];
  if (new Set(names).size !== names.length) return undefined;
  const files = [...sent.values()].filter((value) => typeof value !== 'string');
  if (files.length > 1) return undefined;
  const fields = [...sent].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const [file] = files;
  return {
    form: Object.fromEntries(fields),
    ...(file !== undefined && file.size > 0 && { file: new Uint8Array(await file.arrayBuffer()) }),
  };
}

async function parsed(body: Uint8Array, contentType: string): Promise<FormData | undefined> {
  const whole = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } });
  return whole.formData().catch(() => undefined);
}
