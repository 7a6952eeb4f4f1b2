import type { Template, TemplateState } from '@ena/client/mandates.ts';

/** What a case handler may do with a template where it stands; the API judges each step anew. */
const open: Readonly<Record<TemplateState, readonly string[]>> = {
  draft: ['revise', 'publish'],
  published: ['unpublish', 'block'],
  unpublished: ['revise', 'publish', 'block'],
  blocked: ['unblock'],
};

/** Read by its id a template tells no steps: the API gives them in the list and after a step alone. */
export function withSteps(template: Template): Template {
  const { state, adoptedFrom, mayDo } = template;
  if (mayDo.length > 0) return template;
  // An adopted template has no words of its own to revise.
  return { ...template, mayDo: open[state].filter((step) => step !== 'revise' || adoptedFrom === undefined) };
}
