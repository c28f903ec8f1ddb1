// Folds schedules of messages, one JSON array a line on stdin, and prints what is seen after each message, null where nothing
// changed, as one JSON array a line.

import { createInterface } from 'node:readline';
import { OutputFold } from '../../main/resources/dev/understudy/output/understudy-output.mjs';

for await (const line of createInterface({ input: process.stdin })) {
  const fold = new OutputFold();
  process.stdout.write(JSON.stringify(JSON.parse(line).map((message) => fold.take(message))) + '\n');
}
