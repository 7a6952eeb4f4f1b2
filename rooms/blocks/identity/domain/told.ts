/**
 * What whoever vouched told of the person at one log-in, beside who the person is: an organisation's own word, and
 * what the log-in was made with. It is passed on as it came, unverified, and kept no longer than the log-in.
 */
export interface Told {
  /** What the organisation calls the person; it need not be a person's name: `Administratör 123`. */
  readonly displayName?: string;
  readonly middleName?: string;
  /** Whom the organisation knows the person as, and its number: `anna.e@2120000829`. */
  readonly affiliation?: string;
  readonly organisationNumber?: string;
  readonly organisationName?: string;
  readonly organisationUnit?: string;
  /** How well the holder of a coordination number has proven who they are. */
  readonly coordinationNumberLevel?: string;
  readonly previousCoordinationNumber?: string;
  /** Seconds since the epoch, as the next. */
  readonly credentialValidFrom?: number;
  readonly credentialValidTo?: number;
  readonly userCertificate?: string;
  /** Of the device that holds the e-identification. */
  readonly deviceAddress?: string;
  readonly authenticationEvidence?: string;
}
