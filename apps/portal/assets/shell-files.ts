import type { Route } from '@ena/kernel/http/route.ts';
import type { Secrets } from '../options.ts';
import type { Site } from '../shell/layout.ts';
import { components, own, servedFile, styleSheet } from './files.ts';

/** The style and scripts of every page. */
export function shellFiles(secrets: Secrets): {
  readonly addresses: Site['files'];
  readonly routes: readonly Route[];
} {
  const js = 'text/javascript; charset=utf-8';
  const css = 'text/css; charset=utf-8';
  const style = servedFile(secrets, 'readStyle', '/portal/style.css', css, styleSheet());
  const script = servedFile(secrets, 'readScript', '/portal/portal.js', js, own('portal.js'));
  const parts = servedFile(secrets, 'readComponents', '/portal/components.js', js, components());
  return {
    addresses: { style: style.address, script: script.address, components: parts.address },
    routes: [style.route, script.route, parts.route],
  };
}

export function icon(): Route {
  const body = own('../icon.svg');
  return {
    operation: 'readIcon',
    method: 'GET',
    path: '/portal-icon.svg',
    summary: 'Portalens märke',
    auth: { kind: 'public', why: 'An image, the same for anyone.' },
    audit: { record: 'never', why: 'An image about no one.' },
    limit: { bodyBytes: 0, perMinute: 600 },
    handler: async () => ({
      status: 200,
      contentType: 'image/svg+xml',
      headers: { 'cache-control': 'public, max-age=300' },
      body,
    }),
  };
}
