/** What every EventLog owes, whatever it is stored in: run by each adapter's spec. */
import type { EventLog, StoredLog } from '@taizhang/kernel';
import { describeAppending } from './appending';
import { describeFeeds } from './feeds';
import { describeManyWriters } from './many-writers';
import { describeModel } from './model';
import { describeReading } from './reading';
import { describeStored } from './stored';

export type LogUnderTest = Readonly<{
  log: EventLog & StoredLog;
  /** A second instance on the same store, as another process would have. */
  another(): Promise<EventLog & StoredLog>;
  close(): Promise<void>;
}>;

export type Opening = () => LogUnderTest;

/** What a store cannot do, and says so in its decision record. */
export type Abilities = Readonly<{
  /** Refuses an id that is in another stream; otherwise only those of the same stream. */
  idsAcrossStreams: boolean;
}>;

/**
 * @param name of the adapter, as the report shows it
 * @param open gives an empty log, a new one for every test
 */
export function describeEventLog(
  name: string,
  open: () => Promise<LogUnderTest>,
  abilities: Abilities = { idsAcrossStreams: true },
): void {
  describe(`The event log ${name}`, () => {
    let opened: LogUnderTest;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    const underTest: Opening = () => opened;
    describe('appending', () => describeAppending(underTest, abilities));
    describe('reading a stream', () => describeReading(underTest));
    describe('as it is stored', () => describeStored(underTest));
    describe('feeding', () => describeFeeds(underTest));
    describe('with many writers', () => describeManyWriters(underTest));
    describe('compared with a simple model', () => describeModel(underTest));
  });
}
