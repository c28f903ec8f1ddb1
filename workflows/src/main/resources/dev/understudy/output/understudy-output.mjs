// Reads what the agents of an Understudy session put out, without doubles. No dependency but the Ably client that it is given.
//
//   import { followOutput } from './understudy-output.mjs';
//   const reader = await followOutput(ably.channels.get('room:42'), (output) => show(output.text, output.end));
//   reader.close();
//
// An output is { agent, task, tenure, said, steps, text, end }: of each step { step, attempt, text, state }, where state is
// 'open', 'completed', 'failed' (replaced if another attempt begins) or 'cut'; end is null while more may come.
// Steps that are done anew as a whole, such as those that a pause threw away, are gone once the later ones speak.
// It folds as dev.understudy.output.OutputFold does, whose Javadoc says why that is right; the two pass the same tests.

const MAX_TASKS = 1000;
const MAX_EARLY = 1000;
const MAX_PAGES = 20;
const MAX_ROUNDS = 16;
const AGAIN_MILLIS = 1000;
const REASONS = ['completed', 'failed', 'cancelled', 'abandoned', 'superseded', 'terminated'];

const isCount = (value, least) => Number.isSafeInteger(value) && value >= least;

/** [[place, number], …] of a header like '5.5/7.9'; null if it is malformed. */
function roundsOf(headers) {
  if (!Object.hasOwn(headers, 'rounds')) {
    return [];
  }
  const told = typeof headers.rounds === 'string' ? headers.rounds.split('/') : [];
  const isRound = (one) =>
    /^[1-9][0-9]{0,14}\.[1-9][0-9]{0,14}$/.test(one) && Number(one.split('.')[1]) >= Number(one.split('.')[0]);
  return told.length >= 1 && told.length <= MAX_ROUNDS && told.every(isRound) ? told.map((one) => one.split('.').map(Number)) : null;
}

const isAttempt = (headers) => isCount(headers.step, 1) && isCount(headers.attempt, 1) && roundsOf(headers) !== null;

const WELL_FORMED = {
  said: (headers) => Number.isSafeInteger(headers.sequence),
  part: (headers) => isAttempt(headers) && isCount(headers.part, 0),
  'step-end': (headers) =>
    isAttempt(headers) && isCount(headers.parts, 0) && ['completed', 'failed'].includes(headers.outcome),
  'task-end': (headers) => REASONS.includes(headers.reason),
};

/** The headers of a message of an agent's output; null if it is none. */
function headersOf(message) {
  const headers = message.clientId && message.extras && message.extras.headers;
  const isOurs =
    headers &&
    typeof headers === 'object' &&
    Object.hasOwn(WELL_FORMED, headers.understudy) &&
    typeof headers.task === 'string' &&
    Number.isSafeInteger(headers.tenure) &&
    WELL_FORMED[headers.understudy](headers);
  return isOurs ? headers : null;
}

/** The text of one step: that of its highest attempt. */
class StepFold {
  constructor(step, rounds) {
    this.step = step;
    this.rounds = rounds;
    this.attempt = 0;
    this.isCut = false;
    this.begin(0);
  }

  begin(attempt) {
    this.attempt = attempt;
    this.text = '';
    this.next = 0;
    this.early = new Map();
    this.end = null;
  }

  take(headers, data) {
    if (this.isCut || headers.attempt < this.attempt) {
      return false;
    }
    const isNew = headers.attempt > this.attempt;
    if (isNew) {
      this.begin(headers.attempt);
    }
    return (headers.understudy === 'part' ? this.takePart(headers.part, data) : this.takeEnd(headers)) || isNew;
  }

  takePart(number, data) {
    const hasRoom = number === this.next || this.early.size < MAX_EARLY;
    if (number >= this.next && hasRoom && !this.early.has(number)) {
      this.early.set(number, String(data));
    }
    const before = this.next;
    while (this.early.has(this.next)) {
      this.text += this.early.get(this.next);
      this.early.delete(this.next++);
    }
    return this.next > before;
  }

  takeEnd(headers) {
    if (this.end) {
      return false;
    }
    this.end = headers;
    return this.isEnded();
  }

  isEnded() {
    return this.end !== null && (this.end.outcome === 'failed' || this.next >= this.end.parts);
  }

  cut() {
    this.isCut = true;
    this.early.clear();
  }

  view() {
    const state = this.isEnded() ? this.end.outcome : this.isCut ? 'cut' : 'open';
    return { step: this.step, attempt: this.attempt, text: this.text, state };
  }
}

/** What one agent has put out for one task. */
class TaskFold {
  constructor(agent, task, tenure) {
    this.agent = agent;
    this.task = task;
    this.tenure = tenure;
    this.said = new Map();
    this.steps = new Map();
    this.latest = new Map();
    this.end = null;
  }

  take(headers, name, data) {
    if (headers.tenure > this.tenure) {
      this.tenure = headers.tenure;
      this.end = null;
      this.cut();
    }
    if (headers.tenure < this.tenure || this.end !== null) {
      return false;
    }
    switch (headers.understudy) {
      case 'said':
        return this.say(headers.sequence, name, data);
      case 'task-end':
        this.end = headers.reason;
        this.cut();
        return true;
      default:
        return this.takeOfStep(headers, data);
    }
  }

  say(sequence, name, data) {
    const isNew = !this.said.has(sequence);
    if (isNew) {
      this.said.set(sequence, { sequence, name, data });
    }
    return isNew;
  }

  takeOfStep(headers, data) {
    const rounds = roundsOf(headers);
    if (this.haveReplaced(rounds)) {
      return false;
    }
    const isNews = this.takeRounds(rounds);
    if (!this.steps.has(headers.step)) {
      this.steps.set(headers.step, new StepFold(headers.step, rounds));
    }
    return this.steps.get(headers.step).take(headers, data) || isNews;
  }

  haveReplaced(rounds) {
    return rounds.some(([place, number]) => number < (this.latest.get(place) ?? 0));
  }

  /** Whether they replace steps that were there. */
  takeRounds(rounds) {
    const later = rounds.filter(([place, number]) => number > (this.latest.get(place) ?? 0));
    later.forEach(([place, number]) => this.latest.set(place, number));
    const replaced = later.length === 0 ? [] : [...this.steps.values()].filter((step) => this.haveReplaced(step.rounds));
    replaced.forEach((step) => this.steps.delete(step.step));
    return replaced.length > 0;
  }

  cut() {
    this.steps.forEach((step) => step.cut());
  }

  view() {
    const sorted = (map) => [...map.entries()].sort(([a], [b]) => a - b).map(([, value]) => value);
    const steps = sorted(this.steps).map((step) => step.view());
    return {
      agent: this.agent,
      task: this.task,
      tenure: this.tenure,
      said: sorted(this.said),
      steps,
      text: steps.map((step) => step.text).join(''),
      end: this.end,
    };
  }
}

/** Folds messages, in any order and as often as they come. */
export class OutputFold {
  #tasks = new Map();

  /** Takes a message of ably-js; gives the agent's output if that changed, and null otherwise. */
  take(message) {
    return this.takeAll([message])[0] ?? null;
  }

  /** Takes messages of ably-js; gives each output that they changed, once, as it is after the last of them. */
  takeAll(messages) {
    const changed = new Set();
    messages.forEach((message) => {
      const headers = headersOf(message);
      const fold = headers === null ? null : this.#task(message.clientId, headers);
      if (fold !== null && fold.take(headers, message.name, message.data)) {
        changed.add(fold);
      }
    });
    return [...changed].map((fold) => fold.view());
  }

  #task(agent, headers) {
    const key = JSON.stringify([agent, headers.task]);
    if (!this.#tasks.has(key)) {
      this.#tasks.set(key, new TaskFold(agent, headers.task, headers.tenure));
    }
    const fold = this.#tasks.get(key);
    if (this.#tasks.size > MAX_TASKS) {
      this.#tasks.delete(this.#tasks.keys().next().value);
    }
    return fold;
  }

  /** All that is known, in the order in which it became known. */
  outputs() {
    return [...this.#tasks.values()].map((fold) => fold.view());
  }
}

/**
 * Follows a channel of ably-js, with what it still holds of the past, and tells the listener of each change, of those in the
 * past at once. Rejects if the channel cannot be attached or its history not be read.
 */
export async function followOutput(channel, listener) {
  const fold = new OutputFold();
  let queued = [];
  let isClosed = false;
  const take = (messages) => {
    if (!isClosed) {
      fold.takeAll(messages).forEach((output) => tell(listener, output));
    }
  };
  const onMessage = (message) => (queued === null ? take([message]) : queued.push(message));
  // What came before is taken ahead of what comes from now on.
  const readHistory = async () => {
    queued ??= [];
    try {
      take((await history(channel)).reverse());
    } finally {
      const waiting = queued ?? [];
      queued = null;
      take(waiting);
    }
  };
  const onAttached = (change) => {
    if (!change.resumed) {
      readHistoryUntilItIsKnown();
    }
  };
  // Meanwhile what is live goes on.
  const readHistoryUntilItIsKnown = () =>
    readHistory().catch((error) => {
      if (!isClosed && !(error && error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 429)) {
        setTimeout(() => isClosed || readHistoryUntilItIsKnown(), AGAIN_MILLIS);
      }
    });
  await channel.subscribe(onMessage);
  await readHistory();
  channel.on('attached', onAttached);
  return {
    outputs: () => fold.outputs(),
    close: () => {
      isClosed = true;
      channel.unsubscribe(onMessage);
      channel.off('attached', onAttached);
    },
  };
}

/** What comes after is folded and told whatever the listener throws. */
function tell(listener, output) {
  try {
    listener(output);
  } catch (error) {
    console.error('a listener of output failed', error);
  }
}

async function history(channel) {
  const messages = [];
  let page = await channel.history({ direction: 'backwards', limit: 1000 });
  for (let pages = 0; page && pages < MAX_PAGES; pages++) {
    messages.push(...page.items);
    page = page.hasNext() ? await page.next() : null;
  }
  return messages;
}
