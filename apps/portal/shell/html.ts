/** A piece of HTML that is safe to send: made by `html` and by nothing else. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Piece = string | number | Html | undefined | false | readonly Piece[];

/**
 * A template whose values are escaped, so that no data can become markup. Values may stand in text and in
 * quoted attribute values, nowhere else: not in tags' or attributes' names, not in scripts and styles. For an
 * address use `address`.
 */
export function html(literals: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = literals[0] ?? '';
  for (const [at, piece] of pieces.entries()) text += render(piece) + (literals[at + 1] ?? '');
  return new Html(text);
}

function render(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (piece instanceof Html) return piece.toString();
  if (typeof piece === 'object') return piece.map(render).join('');
  return escapeText(String(piece));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** The value for `href`: an own path or an http(s) URL; anything else (`javascript:` …) becomes the own front page. */
export function address(url: string): string {
  if (/^\/(?![/\\])/.test(url)) return url;
  const parsed = URL.parse(url);
  return parsed !== null && /^https?:$/.test(parsed.protocol) ? parsed.href : '/';
}
