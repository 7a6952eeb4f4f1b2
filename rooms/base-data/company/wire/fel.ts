import { type Static, Type } from 'typebox';

/** The authority that a block comes from. */
export const Dataproducent = Type.Union([Type.Literal('Bolagsverket'), Type.Literal('SCB')]);
export type Dataproducent = Static<typeof Dataproducent>;

export const Fel = Type.Object({
  typ: Type.Union([
    Type.Literal('ORGANISATION_FINNS_EJ'),
    Type.Literal('OGILTIG_BEGARAN'),
    Type.Literal('OTILLGANGLIG_UPPGIFTSKALLA'),
    Type.Literal('TIMEOUT'),
  ]),
  felBeskrivning: Type.String(),
});
export type Fel = Static<typeof Fel>;

/** Why a block is empty, in plain Swedish, naming the source that was asked. */
export function renderFel(why: 'unknown' | 'unavailable' | 'timeout', producer: Dataproducent): Fel {
  switch (why) {
    case 'unknown':
      return {
        typ: 'ORGANISATION_FINNS_EJ',
        felBeskrivning: `${producer} har ingen organisation med den identitetsbeteckningen. Den kan finnas hos en annan dataproducent.`,
      };
    case 'unavailable':
      return {
        typ: 'OTILLGANGLIG_UPPGIFTSKALLA',
        felBeskrivning: `Uppgifterna från ${producer} kunde inte hämtas. Försök igen om en stund.`,
      };
    case 'timeout':
      return { typ: 'TIMEOUT', felBeskrivning: `${producer} svarade inte i tid. Försök igen om en stund.` };
  }
}
