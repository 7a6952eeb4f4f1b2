/** The actor type that decides how a requirement is controlled: M authority, R region, K municipality, P private. */
export function actorTypeOf(legalForm: string | undefined): 'M' | 'R' | 'K' | 'P' {
  switch (legalForm) {
    case '81':
    case '85':
    case '87':
    case '89':
      return 'M';
    case '84':
      return 'R';
    case '82':
    case '83':
      return 'K';
    default:
      return 'P';
  }
}
