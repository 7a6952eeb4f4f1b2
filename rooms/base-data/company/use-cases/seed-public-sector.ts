import { publicSector, publicSectorVersion } from '../data/public-sector.ts';
import type { StatisticsEntry } from '../domain/statistics-entry.ts';
import type { CompanyWriter } from '../store/store.ts';

/** The rows of the public sector's own table as entries of the statistical register. */
export function publicSectorEntries(): readonly StatisticsEntry[] {
  return publicSector.map(([number, name, legalForm, countyCode, seat, standing]) => ({
    identity: { number, kind: 'organisation' },
    name,
    legalForm,
    industries: [],
    verified: standing === 'confirmed',
    place: { ...(countyCode === null ? {} : { countyCode }), ...(seat === null ? {} : { seat }) },
  }));
}

/** Takes the table once for each version of it; answers whether it did now. */
export function seedPublicSector(store: Pick<CompanyWriter, 'seedPublicSector'>): Promise<boolean> {
  return store.seedPublicSector(publicSectorVersion, publicSectorEntries());
}
