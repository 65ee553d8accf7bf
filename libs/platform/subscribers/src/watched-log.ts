/**
 * A log whose feeds do not end and do not fall silent: what ends without an error, or gives
 * nothing although the log holds more, is thrown away and begun anew behind the last page.
 */
import type { EventLog, FeedOptions, FeedPage } from '@taizhang/kernel';
import { setTimeout as delay } from 'node:timers/promises';

export type WatchOptions = Readonly<{
  /** A feed that gives nothing for so long is looked at; so is a log that does not answer. */
  silenceMsMax?: number;
  /** Told in a sentence why a feed was begun anew. */
  onRestart?: (why: string) => void;
}>;

const silenceMsDefault = 15_000;
const pauseMsMin = 100;
const pauseMsMax = 5_000;

/** Only of feeds that go on live; whoever reads until the head is told how that ends. */
export const watchedLog = (log: EventLog, watch: WatchOptions = {}): EventLog => ({
  append: (stream, events, options) => log.append(stream, events, options),
  readStream: (stream, options) => log.readStream(stream, options),
  head: () => log.head(),
  stride: log.stride,
  feed: (options) => (options.untilHead ? log.feed(options) : watchedFeed(log, options, watch)),
});

async function* watchedFeed(
  log: EventLog,
  options: FeedOptions,
  { silenceMsMax = silenceMsDefault, onRestart }: WatchOptions,
): AsyncGenerator<FeedPage, void> {
  const signal = options.signal ?? new AbortController().signal;
  let { after } = options;
  let pauseMs = pauseMsMin;
  while (!signal.aborted) {
    const reading = new AbortController();
    const either = AbortSignal.any([signal, reading.signal]);
    const pages = log.feed({ ...options, after, signal: either })[Symbol.asyncIterator]();
    let why: string | undefined;
    try {
      while (why === undefined) {
        const next = await nextPage(log, pages, { after, silenceMsMax, signal });
        if (typeof next === 'string') why = next;
        else {
          if (next.through > after) after = next.through;
          pauseMs = pauseMsMin;
          yield next;
        }
      }
    } finally {
      reading.abort();
      // Nobody waits for it: it may be the one that does not answer.
      void pages.return?.().catch(() => undefined);
    }
    if (signal.aborted) return;
    onRestart?.(why);
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    pauseMs = Math.min(pauseMs * 2, pauseMsMax);
  }
}

type Watch = Readonly<{ after: bigint; silenceMsMax: number; signal: AbortSignal }>;

/** The next page, or a sentence on why there will be none. @throws what the feed throws */
async function nextPage(
  log: EventLog,
  pages: AsyncIterator<FeedPage>,
  { after, silenceMsMax, signal }: Watch,
): Promise<FeedPage | string> {
  const next = pages.next();
  // Whoever gives up on it is not interested in how it ends.
  next.catch(() => undefined);
  for (;;) {
    const result = await within(silenceMsMax, next, signal);
    if (signal.aborted) return 'The reader has stopped';
    if (result !== 'silent') {
      return result.done ? 'The feed of the log has ended without an error' : result.value;
    }
    const seconds = Math.round(silenceMsMax / 1000);
    const head = await within(silenceMsMax, log.head(), signal).catch(() => 'silent' as const);
    if (head === 'silent') return `The log has not answered for ${seconds} s`;
    if (head > after) return `The log holds more and has given nothing for ${seconds} s`;
  }
}

/** With timers of old: to abort one makes an error with a stack, and this is done for each page. */
async function within<T>(ms: number, work: Promise<T>, signal: AbortSignal) {
  let timer: NodeJS.Timeout | undefined;
  let giveUp = () => {};
  const waited = new Promise<'silent'>((resolve) => {
    giveUp = () => resolve('silent');
    timer = setTimeout(giveUp, ms).unref();
    signal.addEventListener('abort', giveUp);
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([work, waited]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}
