'use strict';
// An unmodified ably-js client that does what it is told on stdin, one JSON command a line, and tells on stdout, one JSON
// object a line, how each ended and what came from the server meanwhile.
//
// usage: node client.js PORT KEY json|msgpack [OPTIONS]
//
// OPTIONS are further client options, as JSON.

const readline = require('readline');
const Ably = require('ably');

const [port, key, format, options = '{}'] = process.argv.slice(2);
const say = (object) => process.stdout.write(JSON.stringify(object) + '\n');

const ably = new Ably.Realtime({
  key,
  endpoint: '127.0.0.1',
  port: Number(port),
  tls: false,
  useBinaryProtocol: format === 'msgpack',
  transportParams: { remainPresentFor: 1000 },
  logHandler: () => {},
  ...JSON.parse(options),
});

const updates = [];
ably.connection.on('update', (change) => updates.push(change.current));
const losses = [];
ably.connection.on('disconnected', (change) => losses.push(change.reason && change.reason.code));

const rest = new Ably.Rest({
  key,
  endpoint: '127.0.0.1',
  port: Number(port),
  tls: false,
  useBinaryProtocol: format === 'msgpack',
  logHandler: () => {},
});

const restChannel = (command) => rest.channels.get(command.channel);
const pages = async (first) => {
  const names = [];
  for (let page = first; page; page = await page.next()) {
    names.push(page.items.map((item) => item.name));
  }
  return names;
};
const channel = (command) => ably.channels.get(command.channel);
const member = (message) => ({ action: message.action, clientId: message.clientId, data: message.data });

const commands = {
  connect: async () => {
    if (ably.connection.state !== 'connected') {
      await ably.connection.once('connected');
    }
    return ably.connection.id;
  },
  subscribe: (command) =>
    channel(command).subscribe((message) => say({ event: 'message', name: message.name, data: message.data })),
  watch: (command) => channel(command).presence.subscribe((message) => say({ event: 'presence', ...member(message) })),
  publish: (command) => channel(command).publish(command.name, command.data),
  enter: (command) => channel(command).presence.enterClient(command.clientId, command.data),
  update: (command) => channel(command).presence.updateClient(command.clientId, command.data),
  leave: (command) => channel(command).presence.leaveClient(command.clientId, command.data),
  members: async (command) => (await channel(command).presence.get()).map(member),
  attach: async (command) => {
    await channel(command).attach();
  },
  authorize: (command) => ably.auth.authorize(JSON.parse(command.params)),
  clientId: () => ably.auth.clientId,
  updates: () => updates,
  losses: () => losses,
  restPublish: async (command) => {
    await restChannel(command).publish(command.name, command.data);
  },
  history: async (command) => pages(await restChannel(command).history({ limit: 2, direction: command.direction })),
  historyUntilAttach: async (command) => pages(await channel(command).history({ untilAttach: true })),
  historyData: async (command) => (await restChannel(command).history()).items.map((item) => item.data),
  presenceHistory: async (command) => (await restChannel(command).presence.history()).items.map(member),
  restMembers: async (command) => (await restChannel(command).presence.get()).items.map(member),
  status: async (command) => (await restChannel(command).status()).status.occupancy.metrics.presenceMembers,
  batch: async (command) =>
    (await rest.batchPublish({ channels: [command.channel, ':wrong'], messages: { name: command.name, data: 'x' } }))
      .successCount,
  drop: async () => {
    const resumed = ably.connection.once('connected');
    ably.connection.connectionManager.disconnectAllTransports();
    await resumed;
    return ably.connection.id;
  },
  close: async () => {
    ably.close();
    await ably.connection.once('closed');
  },
};

readline.createInterface({ input: process.stdin }).on('line', async (line) => {
  const command = JSON.parse(line);
  try {
    const result = await commands[command.do](command);
    say({ done: command.do, result: typeof result === 'object' && !Array.isArray(result) ? null : result });
  } catch (error) {
    say({ failed: command.do, code: error.code, message: error.message });
  }
});
