import type { Customer } from '../domain/event.ts';

/** Test persons whom the sandbox's log-in offers. */
export const persons = {
  wilma: person('198211242386'),
  örjan: person('198301062397'),
  märta: person('197811062384'),
  nils: person('197708162396'),
  erik: person('198309112392'),
  sören: person('197912082398'),
  karin: person('199302232385'),
  /** A child, whom Sören and Karin have custody of. */
  ture: person('201801012392'),
  lars: person('198702182398'),
  kerstin: person('199706152387'),
  /** Viktor is her guardian. */
  ebba: person('195909122821'),
  viktor: person('198706112391'),
  riitta: person('198602052386'),
  beri: person('198602262381'),
  jenny: person('198101052382'),
  paul: person('195809132896'),
} as const;

/** Test companies, whose signatories are test persons too. */
export const companies = {
  books: organisation('5561929323'),
  floors: organisation('5563454502'),
  haulage: organisation('5564362068'),
  forest: organisation('5561733360'),
} as const;

function person(id: string): Customer {
  return { id, kind: 'person' };
}

function organisation(number: string): Customer {
  return { id: `16${number}`, kind: 'organisation' };
}
