import { createServer } from 'node:http';

/** The service at the far end: takes the body, answers 10 kB of JSON. */
const answer = Buffer.from(
  JSON.stringify({ organisationer: [{ namn: 'Karlskrona kommun', fyllnad: 'å'.repeat(4_950) }] }),
);

const server = createServer((message, response) => {
  message.on('data', () => undefined);
  message.on('end', () =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length })
      .end(answer),
  );
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.argv[2]), '127.0.0.1', () => process.stdout.write('{"ready":true}\n'));
