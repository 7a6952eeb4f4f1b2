/**
 * The portal's one cookie: a random id, for the session or, before it, for the log-in under way. Where the portal
 * is reached by https it bears the prefix `__Host-`, which no other host and no plain connection can set
 * (draft-ietf-httpbis-rfc6265bis §4.1.3.2).
 */
export interface SessionCookie {
  read(header: string | string[] | undefined): string | undefined;
  write(id: string): string;
  clear(): string;
}

const form = /^[A-Za-z0-9_-]{43}$/;

export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith('https:');
  const name = secure ? '__Host-ena-portal' : 'ena-portal';
  const attributes = `Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;
  return {
    read: (header) => {
      const pairs = (Array.isArray(header) ? header.join(';') : (header ?? '')).split(';');
      const values = pairs.flatMap((pair) => {
        const at = pair.indexOf('=');
        return pair.slice(0, at).trim() === name ? [pair.slice(at + 1).trim()] : [];
      });
      const [value] = values;
      // Two of the name: someone else set one of them, so neither is believed.
      return values.length === 1 && value !== undefined && form.test(value) ? value : undefined;
    },
    write: (id) => `${name}=${id}; ${attributes}`,
    clear: () => `${name}=; ${attributes}; Max-Age=0`,
  };
}
