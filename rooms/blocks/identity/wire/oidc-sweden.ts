/** Names of the Swedish OpenID Connect profile: claims and scopes 1.0, request parameters 1.1, signature extension 1.1. */
const claim = 'https://id.oidc.se/claim/';
const scope = 'https://id.oidc.se/scope/';
const param = 'https://id.oidc.se/param/';
const disco = 'https://id.oidc.se/disco/';

export const claims = {
  personalIdentityNumber: `${claim}personalIdentityNumber`,
  coordinationNumber: `${claim}coordinationNumber`,
  coordinationNumberLevel: `${claim}coordinationNumberLevel`,
  previousCoordinationNumber: `${claim}previousCoordinationNumber`,
  orgAffiliation: `${claim}orgAffiliation`,
  orgNumber: `${claim}orgNumber`,
  orgName: `${claim}orgName`,
  orgUnit: `${claim}orgUnit`,
  userCertificate: `${claim}userCertificate`,
  credentialValidFrom: `${claim}credentialValidFrom`,
  credentialValidTo: `${claim}credentialValidTo`,
  deviceIp: `${claim}deviceIp`,
  authnEvidence: `${claim}authnEvidence`,
  authnProvider: `${claim}authnProvider`,
  userSignature: `${claim}userSignature`,
} as const;

export const scopes = {
  naturalPersonInfo: `${scope}naturalPersonInfo`,
  naturalPersonNumber: `${scope}naturalPersonNumber`,
  naturalPersonOrgId: `${scope}naturalPersonOrgId`,
  sign: `${scope}sign`,
} as const;

export const params = {
  userMessage: `${param}userMessage`,
  authnProvider: `${param}authnProvider`,
  signRequest: `${param}signRequest`,
} as const;

export const discovery = {
  userMessageSupported: `${disco}userMessageSupported`,
  userMessageSupportedMimeTypes: `${disco}userMessageSupportedMimeTypes`,
  authnProviderSupported: `${disco}authnProviderSupported`,
} as const;

/** Claims profile 1.0 §3: what each scope stands for. */
export const scopeClaims: Readonly<Record<string, readonly string[]>> = {
  [scopes.naturalPersonInfo]: ['family_name', 'given_name', 'middle_name', 'name', 'birthdate'],
  [scopes.naturalPersonNumber]: [claims.personalIdentityNumber, claims.coordinationNumber],
  [scopes.naturalPersonOrgId]: ['name', claims.orgAffiliation, claims.orgName, claims.orgNumber],
  [scopes.sign]: [claims.userSignature],
};

/** … and which of these claims stand in the ID token too. */
export const scopeClaimsOfIdToken: Readonly<Record<string, readonly string[]>> = {
  [scopes.naturalPersonNumber]: [claims.personalIdentityNumber, claims.coordinationNumber],
  [scopes.naturalPersonOrgId]: [claims.orgAffiliation],
  [scopes.sign]: [claims.userSignature],
};
