import { type Api, projectUrl } from '@ena/kernel/http/api.ts';

/** How the admin API presents itself at `/admin/v1/api-info`. */
export const adminApi: Api = {
  basePath: '/admin/v1',
  name: 'Connector administration',
  version: '1.0.0',
  released: '2026-11-22',
  status: 'beta',
  description:
    'Driftens API för en anslutning: system, tjänster, medgivanden, bevis och nycklar. Begränsning: antalet anrop per minut är begränsat. ' +
    'The operator’s API of a connector: systems, services, grants, evidence and keys. Limits: calls a minute are limited; errors are problem documents (RFC 9457).',
  documentation: projectUrl,
};
