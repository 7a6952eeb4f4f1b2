import type { TemplateContent } from './template.ts';

export interface ContentFault {
  readonly pointer: string;
  readonly detail: string;
}

/** What is wrong with a template's content beyond its shape; nothing where all is well. */
export function contentFault(content: TemplateContent): ContentFault | undefined {
  const codes = content.permissions.map(({ code }) => code);
  const twice = codes.findIndex((code, i) => codes.indexOf(code) !== i);
  if (twice >= 0)
    return { pointer: `/permissions/${twice}/code`, detail: 'Give each permission a code of its own.' };
  for (const list of ['grantorRoles', 'holderRoles', 'limits', 'byLaw'] as const) {
    if (new Set<string>(content[list]).size < content[list].length) {
      return { pointer: `/${list}`, detail: 'Name each only once.' };
    }
  }
  if (content.byLaw.length > 0 && !content.grantorRoles.includes('private')) {
    return { pointer: '/byLaw', detail: 'The law represents persons: allow the grantor role private.' };
  }
  return undefined;
}
