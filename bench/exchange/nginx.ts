import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTlsIdentity } from '@ena/kernel/crypto/tls-certificate.ts';
import { systemClock } from '@ena/kernel/time.ts';

export interface NginxHops {
  readonly consumer: () => readonly number[];
  readonly provider: () => readonly number[];
  stop(): void;
}

/** Two nginx processes as mTLS proxy hops, keep-alive everywhere; `undefined` where nginx is not installed. */
export async function startNginx(
  folder: string,
  ports: { consumer: number; provider: number; service: number },
): Promise<NginxHops | undefined> {
  if (spawnSync('nginx', ['-v']).error) return undefined;
  const identity = makeTlsIdentity('bench', systemClock, {
    days: 1,
    dnsNames: ['bench'],
    ipAddresses: ['127.0.0.1'],
  });
  const cert = join(folder, 'cert.pem');
  const key = join(folder, 'key.pem');
  writeFileSync(cert, identity.certPem);
  writeFileSync(key, identity.keyPem, { mode: 0o600 });
  const consumer = start(
    folder,
    'consumer',
    `
    upstream peer { server 127.0.0.1:${ports.provider}; keepalive 64; }
    server { listen 127.0.0.1:${ports.consumer}; location / { proxy_pass https://peer; proxy_ssl_certificate ${cert}; proxy_ssl_certificate_key ${key};
      proxy_ssl_protocols TLSv1.3; proxy_ssl_verify on; proxy_ssl_trusted_certificate ${cert}; proxy_ssl_name bench; proxy_http_version 1.1; proxy_set_header Connection ""; } }`,
  );
  const provider = start(
    folder,
    'provider',
    `
    upstream service { server 127.0.0.1:${ports.service}; keepalive 64; }
    server { listen 127.0.0.1:${ports.provider} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key}; ssl_protocols TLSv1.3;
      ssl_client_certificate ${cert}; ssl_verify_client on; location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; } }`,
  );
  await new Promise((resolve) => setTimeout(resolve, 700));
  return {
    consumer: () => pids(consumer),
    provider: () => pids(provider),
    stop: () => [consumer, provider].forEach(stop),
  };
}

function start(folder: string, name: string, http: string): string {
  const own = join(folder, name);
  mkdirSync(own, { recursive: true });
  const file = join(own, 'nginx.conf');
  writeFileSync(
    file,
    `user root; worker_processes 1; daemon off; pid ${own}/pid; error_log ${own}/error.log; events { worker_connections 2048; }
    http { access_log off; keepalive_requests 1000000; client_body_temp_path ${own}/b; proxy_temp_path ${own}/p; fastcgi_temp_path ${own}/f; uwsgi_temp_path ${own}/u; scgi_temp_path ${own}/s;
      proxy_buffers 16 16k; proxy_buffer_size 16k; client_body_buffer_size 64k; ${http} }`,
  );
  spawn('nginx', ['-c', file, '-p', own], { stdio: 'ignore' });
  return own;
}

function pids(own: string): readonly number[] {
  const master = Number(readFileSync(join(own, 'pid'), 'utf8'));
  const children = readFileSync(`/proc/${master}/task/${master}/children`, 'utf8')
    .trim()
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return [master, ...children];
}

/** The folder may be gone before the process is asked to end. */
function stop(own: string): void {
  if (existsSync(join(own, 'pid'))) process.kill(Number(readFileSync(join(own, 'pid'), 'utf8')), 'SIGTERM');
}
