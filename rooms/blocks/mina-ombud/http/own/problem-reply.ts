import { type Fault, type Problem, problemContentType } from '@ena/kernel/http/problem.ts';
import type { RoomReply } from '@ena/kernel/http/route.ts';

/** A refusal as its catalogue has it. */
export interface ErrorDefinition {
  readonly status: number;
  readonly fault: Fault;
  readonly title: { readonly sv: string; readonly en: string };
  /** What to mend; `detail` of a problem that has nothing closer to say. */
  readonly mend: string;
}

export interface Particulars {
  readonly detail?: string;
  /** The name that the contract's catalogue has for the same refusal. */
  readonly code?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly code?: string }[];
  /** What of a template has changed since a draft was made from it. */
  readonly changes?: readonly unknown[];
}

/** Answers problems of one catalogue: `type` is `urn:ena:problem:mina-ombud:<slug>`. */
export function problemsOf<Slug extends string>(catalogue: Readonly<Record<Slug, ErrorDefinition>>) {
  return (slug: Slug, particulars: Particulars = {}): RoomReply => {
    const { status, fault, title, mend } = catalogue[slug];
    const problem: Problem & Particulars & { titleSv: string } = {
      type: `urn:ena:problem:mina-ombud:${slug}`,
      title: title.en,
      titleSv: title.sv,
      status,
      detail: mend,
      fault,
      ...particulars,
    };
    return { status, contentType: problemContentType, body: problem };
  };
}
