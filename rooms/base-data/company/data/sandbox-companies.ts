import type { StatisticsEntry } from '../domain/statistics-entry.ts';

function company(number: string, name: string): StatisticsEntry {
  return {
    identity: { number, kind: 'organisation' },
    name,
    legalForm: '49', // limited companies
    industries: [],
    verified: false,
    place: {},
  };
}

/** Test companies, for the sandbox only: numbers that the clients of Mina ombud are written against. */
export const sandboxCompanies: readonly StatisticsEntry[] = [
  company('5561929323', 'TB Bokföringsbyrå AB'),
  company('5563454502', 'TB Valls Golv AB'),
  company('5564362068', 'TB Åkeri och Östgods AB'),
  company('5561733360', 'TB Skog och Ängar AB'),
];
