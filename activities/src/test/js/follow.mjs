// An unmodified ably-js client that follows the output in a channel: prints what is seen after each change, as JSON lines.
//
// usage: node follow.mjs READER PORT KEY CHANNEL, where READER is understudy-output.mjs

import { createRequire } from 'node:module';

const Ably = createRequire(import.meta.url)('ably');
const [reader, port, key, name] = process.argv.slice(2);
const { followOutput } = await import(reader);

const ably = new Ably.Realtime({ key, endpoint: '127.0.0.1', port: Number(port), tls: false, logHandler: () => {} });
await followOutput(ably.channels.get(name), (output) => process.stdout.write(JSON.stringify(output) + '\n'));
