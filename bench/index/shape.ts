import type { Announcement } from '../../rooms/blocks/indexing/use-cases/announce.ts';

/** Pointers of one subject on average. */
const perSubject = 4;
const begin = Date.UTC(2020, 0, 1);

/** The pointers of a country, each made from its number alone: twenty producers, four pointers for each person. */
export class Shape {
  readonly pointers: number;
  readonly producers: readonly string[];

  constructor(pointers: number, producers = 20) {
    this.pointers = pointers;
    this.producers = Array.from({ length: producers }, (_, i) => `55${String(i).padStart(8, '0')}`);
  }

  /** How many batches of so many pointers each producer sends. */
  batches(size: number): number {
    return Math.ceil(this.pointers / this.producers.length / size);
  }

  /** Producer `p` holds something about every fifth subject, each producer from another one on. */
  announcement(producer: number, n: number): Announcement {
    const stride = this.producers.length / perSubject;
    const subject = n * stride + (producer % stride);
    const firstChange = begin + subject * 1000;
    return {
      subject: { kind: 'person', number: personalNumber(subject) },
      firstChange,
      lastChange: firstChange + 1,
    };
  }

  subject(n: number): { readonly kind: 'person'; readonly number: string } {
    return { kind: 'person', number: personalNumber(n % Math.floor(this.pointers / perSubject)) };
  }
}

/** A number that passes the check; who has it does not matter, for it is made up and goes nowhere. */
function personalNumber(n: number): string {
  const day = new Date(Date.UTC(1900, 0, 1 + Math.floor(n / 1000)))
    .toISOString()
    .slice(0, 10)
    .replaceAll('-', '');
  const eleven = `${day}${String(n % 1000).padStart(3, '0')}`;
  let sum = 0;
  for (let i = 2; i < 11; i++) {
    const digit = Number(eleven[i]) * (i % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return `${eleven}${(10 - (sum % 10)) % 10}`;
}
