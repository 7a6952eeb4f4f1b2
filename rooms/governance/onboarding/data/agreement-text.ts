/** A text with `{…}` where the application's own words go. A new version is a new entry; an old one is never changed. */
export interface AgreementTemplate {
  readonly version: string;
  /** From this day, `YYYY-MM-DD`. */
  readonly from: string;
  readonly text: string;
}

export const agreementTemplates: readonly AgreementTemplate[] = [
  {
    version: '2026-1',
    from: '2026-01-01',
    text: `ANSLUTNINGSAVTAL FÖR ENA, version 2026-1

Ärende: {matter}, omgång {round}
Organisation: {organisation}, organisationsnummer {orgnr}
Operatör: {operator}
Ansökan lämnad av: {applicant}, som blir organisationens första administrativa kontakt

1. Organisationen blir medlem i Ena och får utbyta information med andra medlemmar genom en egen anslutning.
2. Organisationen svarar för sina nycklar, för vem som är dess kontakter och för att varje utbyte har rättslig grund.
3. Uppgifter går direkt mellan organisationerna. Båda parter undertecknar varje utbyte och för en logg som inte kan
   ändras i efterhand. Operatören tar inte del av innehållet.
4. Organisationen anmäler utan dröjsmål förlorade nycklar och andra incidenter till operatören.
5. Operatören får återkalla anslutningen om avtalet bryts. Skälet anges och kan prövas.
6. Organisationen får säga upp avtalet när som helst. Bevis om utbyten som har skett förblir giltiga.
`,
  },
];
