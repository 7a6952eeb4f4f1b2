import { decodeBase64 } from '@ena/kernel/trace/base64.ts';
import { utf8Text } from '../verify/text.ts';

/** What a file in base64 holds, as text. */
export function fileText(file: string): string | undefined {
  const bytes = decodeBase64(file.trim());
  return bytes && utf8Text(bytes);
}
