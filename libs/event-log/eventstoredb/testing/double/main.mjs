// A double of EventStoreDB in a process of its own: `node main.mjs [port] [file]`. Parents that
// fork it get `{ url }` and may send `{ command, args }`. It proves how the adapter meets the
// protocol and its failures; it proves nothing about the durability or the speed of a real server.
import { DoubleLog } from './log.mjs';
import { DoubleService } from './service.mjs';

const [port = '0', file] = process.argv.slice(2);
const service = new DoubleService(new DoubleLog(file));

const commands = {
  fault: (on, kind, times, later) => service.fault(on, kind, times, later),
  cease: (how) => service.cease(how),
  limit: (limits) => Object.assign(service.limits, limits),
  dawdle: (pauseMs) => (service.pauseMs = pauseMs),
  index: () => {
    service.log.index();
    service.publish();
  },
  conceal: (position) => service.log.conceal(Number(position)),
  scavenge: () => service.log.scavenge(),
  counts: () => ({
    ...service.counts,
    subscriptions: service.subscriptions.size,
    connections: service.connections,
  }),
  /** As a backup restored, or an election without what was acknowledged: the last events go. */
  forget: (count) => {
    const { log } = service;
    const kept = log.events.slice(0, -count);
    log.events = [];
    log.streams.clear();
    kept.forEach((event) => log.keep(event));
  },
};

process.on('message', ({ number, command, args }) => {
  process.send({ number, answer: commands[command](...args) ?? null });
});
// Nobody's child any more: a test that was killed must not leave servers behind.
process.on('disconnect', () => process.exit());

const bound = await service.listen(Number(port));
const url = `esdb://127.0.0.1:${bound}?tls=false`;
if (process.send) process.send({ url });
else console.log(`a double of EventStoreDB is at ${url}`);
