import { Type } from 'typebox';
import { englishReason } from '../../domain/automatic-reasons.ts';

export const reasonEn = Type.String({
  description: 'The reason in English, where a rule gave it. Skälet på engelska, där en regel angav det.',
});

export function renderReason(reason: string): { readonly reason: string; readonly reasonEn?: string } {
  const english = englishReason(reason);
  return { reason, ...(english !== undefined && { reasonEn: english }) };
}
