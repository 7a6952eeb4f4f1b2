import type { Operation } from '@ena/client/connector.ts';
import { parseOrganisationNumber } from '@ena/client/organisation-number.ts';
import { InvalidArgumentError } from 'commander';

/* Readers of arguments for commander: they answer the value or refuse with what to write instead. */

export function organisationNumber(text: string): string {
  const orgnr = parseOrganisationNumber(text);
  if (orgnr !== undefined) return orgnr;
  throw new InvalidArgumentError(
    `"${text}" är inget organisationsnummer: tio siffror, den sista en kontrollsiffra. / is no organisation number: ten digits, the last a check digit.`,
  );
}

/** The organisation number in `2120000829` or `2120000829/system`, checked. */
export function consumer(text: string): string {
  const [number = '', ...system] = text.split('/');
  return [organisationNumber(number), ...system].join('/');
}

/** `GET /dokument/{id}` */
export function operation(text: string, earlier: readonly Operation[] = []): readonly Operation[] {
  const [, method, path] = /^\s*([A-Za-z]{3,10})\s+(\/\S*)\s*$/.exec(text) ?? [];
  if (method !== undefined && path !== undefined) return [...earlier, { method: method.toUpperCase(), path }];
  throw new InvalidArgumentError(
    `Skriv metod och väg inom citattecken: "GET /dokument/{id}". / Write method and path in quotes: "GET /dokument/{id}".`,
  );
}

export function list(text: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, text];
}

export function port(text: string): number {
  const number = Number(text);
  if (/^\d{1,5}$/.test(text) && number >= 1 && number <= 65_000) return number;
  throw new InvalidArgumentError(`"${text}" är ingen port (1–65000). / is no port (1–65000).`);
}

export function count(text: string): number {
  const number = Number(text);
  if (/^\d{1,4}$/.test(text) && number >= 1) return number;
  throw new InvalidArgumentError(`"${text}" är inget antal. / is no count.`);
}

/** A count of at most so many. */
export function countTo(most: number): (text: string) => number {
  return (text) => {
    const number = count(text);
    if (number <= most) return number;
    throw new InvalidArgumentError(`högst ${most} / at most ${most}.`);
  };
}

/** What services and systems are called in addresses and headers. */
export function slug(text: string): string {
  if (/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/.test(text)) return text;
  throw new InvalidArgumentError(
    `"${text}" går inte: a–z, 0–9 och bindestreck, högst 64 tecken. / will not do: a–z, 0–9 and hyphens, at most 64.`,
  );
}

export function seconds(text: string): number {
  const number = Number(text.replace(',', '.'));
  if (/^\d{1,3}(?:[.,]\d{1,3})?$/.test(text)) return number;
  throw new InvalidArgumentError(`"${text}" är inte ett antal sekunder. / is no number of seconds.`);
}

/** RFC 3339, or a date, which means its first moment in UTC. */
export function instant(text: string): string {
  const time = Date.parse(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(time)) return new Date(time).toISOString();
  throw new InvalidArgumentError(
    `"${text}" är ingen tid; skriv 2027-01-01 eller 2027-01-01T08:00:00+01:00. / is no time; write 2027-01-01 or 2027-01-01T08:00:00+01:00.`,
  );
}
