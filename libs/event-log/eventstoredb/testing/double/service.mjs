// The gRPC face of the double, and the faults that it can be told to have.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import {
  appendedMessage,
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  deletedMessage,
  eventMessage,
  expectedOf,
  failure,
  featuresMessage,
  GossipService,
  grpc,
  membersMessage,
  notFoundMessage,
  proposedOf,
  ServerFeaturesService,
  staleMessage,
  streamName,
  StreamsService,
} from './messages.mjs';

const checkpointEvery = 32;

export class DoubleService {
  subscriptions = new Set();
  counts = { append: 0, batchAppend: 0, read: 0, subscribe: 0 };
  /** What goes wrong: `null`, or see `fault`. */
  faults = { append: null, read: null, subscribe: null };
  /** Bytes of one append, and of one event in it. */
  limits = { append: 1024 * 1024, event: Infinity };
  /** Between two events of a page. */
  pauseMs = 0;

  constructor(log) {
    this.log = log;
  }

  /**
   * @param {'append' | 'read' | 'subscribe'} on
   * @param {null | 'silent' | 'silent-after' | 'unavailable' | 'not-leader' | 'unreadable'
   * | 'unauthenticated' | 'commit-timeout'} kind:
   * `silent-after` does what was asked and does not say so; `commit-timeout` of an append writes it
   * and cannot show it until the log is told to
   * @param {number} [times] how often, for ever unless told
   * @param {number} [later] how many are spared before
   */
  fault(on, kind, times, later) {
    this.faults[on] = kind && { kind, times: times ?? Infinity, later: later ?? 0 };
  }

  next(on) {
    const fault = this.faults[on];
    if (!fault || fault.later-- > 0) return null;
    if (--fault.times <= 0) this.faults[on] = null;
    return fault.kind;
  }

  failureOf(kind) {
    if (kind === 'unavailable') return failure(grpc.status.UNAVAILABLE, 'Server Is Not Ready');
    if (kind === 'unreadable') return nowhere(1);
    if (kind === 'unauthenticated') return failure(grpc.status.UNAUTHENTICATED, 'status: 401');
    const leader = { 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': `${this.port}` };
    const details = { exception: 'not-leader', ...leader };
    return failure(grpc.status.NOT_FOUND, 'Leader info available', details);
  }

  append = (call, answer) => {
    this.counts.append++;
    const messages = [];
    call.on('data', (message) => messages.push(message));
    call.on('error', () => undefined);
    call.on('end', () => {
      const kind = this.next('append');
      if (kind === 'silent') return;
      if (this.log.isConcealing) return answer(this.failureOf('unavailable'));
      if (['unavailable', 'not-leader', 'unauthenticated'].includes(kind))
        return answer(this.failureOf(kind));
      const options = messages.find((message) => message.hasOptions()).getOptions();
      const proposed = messages
        .filter((message) => message.hasProposedMessage())
        .map((message) => proposedOf(message.getProposedMessage()));
      const refusal = tooLarge(proposed, this.limits);
      if (refusal) return answer(refusal);
      this.log.isStalled ||= kind === 'commit-timeout';
      const stream = streamName(options.getStreamIdentifier());
      const verdict = this.log.append(stream, proposed, expectedOf(options));
      this.publish();
      if (kind === 'silent-after') return;
      if (verdict.isDeleted) return answer(deleted(stream));
      if (kind === 'commit-timeout' && !('actual' in verdict)) return answer(timedOut());
      answer(
        null,
        'actual' in verdict ? staleMessage(options, verdict.actual) : appendedMessage(verdict),
      );
    });
  };

  read = (call) => {
    const options = call.request.getOptions();
    const isSubscription = options.hasSubscription();
    const on = isSubscription ? 'subscribe' : 'read';
    this.counts[on]++;
    call.on('error', () => undefined);
    const kind = this.next(on);
    if (kind === 'silent') return;
    if (kind) return void call.emit('error', this.failureOf(kind));
    if (isSubscription) return this.subscribe(call, options);
    const events = options.hasStream()
      ? this.streamPage(call, options)
      : this.allPage(call, options);
    if (!events) return;
    if (this.pauseMs > 0) return void this.dawdle(call, events);
    for (const event of events) call.write(eventMessage(event));
    call.end();
  };

  /** A page over a bad line. */
  async dawdle(call, events) {
    for (const event of events) {
      call.write(eventMessage(event));
      await delay(this.pauseMs);
    }
    call.end();
  }

  streamPage(call, options) {
    const wanted = options.getStream();
    const name = streamName(wanted.getStreamIdentifier());
    if (this.log.tombstones.has(name)) return void call.emit('error', deleted(name));
    const stream = this.log.stream(name);
    if (stream.length === 0 || this.log.isDeleted(name)) {
      call.write(notFoundMessage(wanted.getStreamIdentifier()));
      call.end();
      return undefined;
    }
    const count = Number(options.getCount());
    const isBackward = options.getReadDirection() === 1;
    const first = wanted.hasRevision() ? Number(wanted.getRevision()) : isBackward ? Infinity : 0;
    // What is not shown is passed over, also by who asks for it: he is given what comes behind.
    const shownFrom = this.log.shownFrom(name);
    const events = stream.filter(({ revision }) => revision >= shownFrom);
    if (!isBackward) return events.filter(({ revision }) => revision >= first).slice(0, count);
    return events
      .filter(({ revision }) => revision <= first)
      .reverse()
      .slice(0, count);
  }

  allPage(call, options) {
    const { events } = this.log;
    const wanted = options.getAll();
    const count = Number(options.getCount());
    const isBackward = options.getReadDirection() === 1;
    let index = wanted.hasEnd() ? events.length : 0;
    if (wanted.hasPosition())
      index = this.log.indexAt(Number(wanted.getPosition().getCommitPosition()));
    if (index < 0)
      return void call.emit('error', nowhere(Number(wanted.getPosition().getCommitPosition())));
    if (!isBackward) return events.slice(index, index + count);
    return events.slice(Math.max(0, index - count), index).reverse();
  }

  subscribe(call, options) {
    const wanted = options.getAll();
    const type = options.getFilter()?.getEventType()?.getRegex();
    let next = wanted.hasStart() ? 0 : this.log.events.length;
    if (wanted.hasPosition()) {
      const index = this.log.indexAt(Number(wanted.getPosition().getCommitPosition()));
      if (index < 0) return void call.emit('error', invalidPosition());
      next = index + 1;
    }
    const passes = ({ meta }) => !type || new RegExp(type).test(new Map(meta).get('type'));
    const subscription = { call, isMute: false, pump: () => undefined };
    let looked = 0;
    subscription.pump = () => {
      for (; next < this.log.events.length && !subscription.isMute; next++) {
        const event = this.log.events[next];
        if (passes(event)) call.write(eventMessage(event));
        if (++looked % checkpointEvery === 0 && type) call.write(checkpointMessage(event.position));
      }
    };
    this.subscriptions.add(subscription);
    for (const end of ['cancelled', 'close'])
      call.on(end, () => this.subscriptions.delete(subscription));
    call.write(confirmationMessage(randomUUID()));
    subscription.pump();
    call.write(caughtUpMessage());
  }

  publish() {
    for (const { pump } of this.subscriptions) pump();
  }

  /** @param {'error' | 'end' | 'mute'} how the subscriptions that there are cease */
  cease(how) {
    for (const subscription of [...this.subscriptions]) {
      if (how === 'mute') subscription.isMute = true;
      else if (how === 'end') subscription.call.end();
      else subscription.call.emit('error', this.failureOf('unavailable'));
      if (how !== 'mute') this.subscriptions.delete(subscription);
    }
  }

  get connections() {
    return this.server.sessions.size;
  }

  /** @returns {Promise<number>} the port */
  async listen(port) {
    const server = new grpc.Server();
    this.server = server;
    const batchAppend = (call) => {
      this.counts.batchAppend++;
      call.emit('error', failure(grpc.status.UNIMPLEMENTED, 'Not by this double'));
    };
    const named = ({ request }) => streamName(request.getOptions().getStreamIdentifier());
    const deletion = (call, answer) => {
      this.log.describe(named(call), { $tb: 2 ** 63 });
      answer(null, deletedMessage('deletion'));
    };
    const tombstone = (call, answer) => {
      this.log.entomb(named(call));
      answer(null, deletedMessage('tombstone'));
    };
    const { append, read } = this;
    server.addService(StreamsService, { append, read, batchAppend, delete: deletion, tombstone });
    const getSupportedMethods = (_call, answer) => answer(null, featuresMessage());
    server.addService(ServerFeaturesService, { getSupportedMethods });
    const members = (_call, answer) => answer(null, membersMessage(this.port));
    server.addService(GossipService, { read: members });
    const insecure = grpc.ServerCredentials.createInsecure();
    this.port = await new Promise((resolve, reject) => {
      const bound = (error, actual) => (error ? reject(error) : resolve(actual));
      server.bindAsync(`127.0.0.1:${port}`, insecure, bound);
    });
    return this.port;
  }
}

const deleted = (name) =>
  failure(grpc.status.FAILED_PRECONDITION, `Event stream '${name}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': name,
  });

/** As subscriptions are told it. */
const invalidPosition = () =>
  failure(grpc.status.INVALID_ARGUMENT, 'Trying to read from an invalid position.');

/** As reads are told it: the one or the other, as the bytes that are found there have it. */
const nowhere = (position) =>
  failure(
    grpc.status.UNKNOWN,
    `Unexpected ReadAllResult: ${position % 2 === 0 ? 'InvalidPosition' : 'Error'}`,
  );

const timedOut = () => failure(grpc.status.ABORTED, 'Operation timed out: Commit phase timeout.');

/** How much room an event takes, as the server counts. */
const sizeOf = ({ meta, data, custom }) =>
  2 * new Map(meta).get('type').length +
  Buffer.byteLength(data, 'base64') +
  Buffer.byteLength(custom, 'base64');

function tooLarge(proposed, { append, event }) {
  const sizes = proposed.map(sizeOf);
  const large = sizes.find((size) => size > event);
  if (large !== undefined) {
    const text = `Event with Id: …, Size: ${large}, exceeds Maximum Append Event Size of ${event}.`;
    return failure(grpc.status.INVALID_ARGUMENT, text, {
      exception: 'maximum-append-event-size-exceeded',
      'maximum-append-event-size': String(event),
    });
  }
  if (sizes.reduce((sum, size) => sum + size, 0) <= append) return null;
  return failure(grpc.status.INVALID_ARGUMENT, `Maximum Append Size of ${append} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(append),
  });
}
