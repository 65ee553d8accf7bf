// The gRPC face of the double, and the faults that it can be told to have.
import { randomUUID } from 'node:crypto';
import {
  appendedMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  expectedOf,
  failure,
  featuresMessage,
  grpc,
  notFoundMessage,
  proposedOf,
  ServerFeaturesService,
  staleMessage,
  streamName,
  StreamsService,
} from './messages.mjs';

const appendBytesMax = 1024 * 1024;
const checkpointEvery = 32;

export class DoubleService {
  subscriptions = new Set();
  counts = { append: 0, batchAppend: 0, read: 0, subscribe: 0 };
  /** What goes wrong: `null`, or see `fault`. */
  faults = { append: null, read: null, subscribe: null };

  constructor(log) {
    this.log = log;
  }

  /**
   * @param {'append' | 'read' | 'subscribe'} on
   * @param {null | 'silent' | 'silent-after' | 'unavailable' | 'not-leader'} kind: `silent-after`
   * does what was asked and does not say so
   * @param {number} [times] how often, for ever unless told
   */
  fault(on, kind, times) {
    this.faults[on] = kind && { kind, times: times ?? Infinity };
  }

  next(on) {
    const fault = this.faults[on];
    if (!fault) return null;
    if (--fault.times <= 0) this.faults[on] = null;
    return fault.kind;
  }

  failureOf(kind) {
    if (kind === 'unavailable') return failure(grpc.status.UNAVAILABLE, 'Server Is Not Ready');
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
      if (kind === 'unavailable' || kind === 'not-leader') return answer(this.failureOf(kind));
      const options = messages.find((message) => message.hasOptions()).getOptions();
      const proposed = messages
        .filter((message) => message.hasProposedMessage())
        .map((message) => proposedOf(message.getProposedMessage()));
      const bytes = proposed.reduce(
        (sum, { data, custom }) => sum + data.length + custom.length,
        0,
      );
      if (bytes * 0.75 > appendBytesMax) return answer(tooLarge());
      const stream = streamName(options.getStreamIdentifier());
      const verdict = this.log.append(stream, proposed, expectedOf(options));
      this.publish();
      if (kind === 'silent-after') return;
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
    for (const event of events) call.write(eventMessage(event));
    call.end();
  };

  streamPage(call, options) {
    const wanted = options.getStream();
    const events = this.log.stream(streamName(wanted.getStreamIdentifier()));
    if (events.length === 0) {
      call.write(notFoundMessage(wanted.getStreamIdentifier()));
      call.end();
      return undefined;
    }
    const count = Number(options.getCount());
    const isBackward = options.getReadDirection() === 1;
    const first = wanted.hasRevision() ? Number(wanted.getRevision()) : isBackward ? Infinity : 0;
    if (!isBackward) return events.slice(first, first + count);
    return events
      .slice(0, first + 1)
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
    if (index < 0) return void call.emit('error', invalidPosition());
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

  /** @returns {Promise<number>} the port */
  async listen(port) {
    const server = new grpc.Server();
    const batchAppend = (call) => {
      this.counts.batchAppend++;
      call.emit('error', failure(grpc.status.UNIMPLEMENTED, 'Not by this double'));
    };
    const not = (_call, answer) => answer(failure(grpc.status.UNIMPLEMENTED, 'Not by this double'));
    const { append, read } = this;
    server.addService(StreamsService, { append, read, batchAppend, delete: not, tombstone: not });
    const getSupportedMethods = (_call, answer) => answer(null, featuresMessage());
    server.addService(ServerFeaturesService, { getSupportedMethods });
    const insecure = grpc.ServerCredentials.createInsecure();
    this.port = await new Promise((resolve, reject) => {
      const bound = (error, actual) => (error ? reject(error) : resolve(actual));
      server.bindAsync(`127.0.0.1:${port}`, insecure, bound);
    });
    return this.port;
  }
}

const invalidPosition = () =>
  failure(grpc.status.UNKNOWN, 'Trying to read from an invalid position.');

const tooLarge = () =>
  failure(grpc.status.INVALID_ARGUMENT, 'Maximum Append Size Exceeded.', {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(appendBytesMax),
  });
