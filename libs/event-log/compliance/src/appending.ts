import { Conflict, EventIdsReused, type Instant, type Proposed } from '@taizhang/kernel';
import type { Abilities, Opening } from './describe-event-log';
import { eventOf, eventsOf, idsOf, readAll } from './log.fixtures';

export function describeAppending(underTest: Opening, abilities: Abilities): void {
  describe('what was written', () => describeRoundTrip(underTest));
  describe('what was written at once', () => describeTogetherness(underTest));
  describe('the expected revision', () => describeExpectation(underTest));
  describe('the same append again', () => describeRepetition(underTest));
  describe('an id that was used', () => describeReusedIds(underTest));
  if (abilities.idsAcrossStreams) {
    describe('an id of another stream', () => describeIdsElsewhere(underTest));
  }
  describe('a mistake of the program', () => describeMistakes(underTest));
}

function describeRoundTrip(underTest: Opening): void {
  it('comes back whole, every field of it, byte for byte in its data', async () => {
    const { log } = underTest();
    const data = {
      客户: '王秀英',
      text: '引号 " 反斜杠 \\ 换行 \n 表情 😀 零 \u0000 {1,NULL}',
      nested: { list: [1, 2.5, -0.1, 1e21, null, true, [], {}], '10': 'ten', '9': 'nine' },
      zulu: 1,
      alpha: 2,
    };
    const event = eventOf({
      type: 'ComplaintLodged',
      version: 3,
      at: '2026-01-05T08:00:00.120Z' as Instant,
      context: {
        ...eventOf().context,
        unit: null,
        fingerprint: 'print',
        traceparent: '00-trace',
        origin: { source: '旧台账', row: 7, activity: '登记' },
      },
      data,
    });
    const appended = await log.append('complaint-1', [event], { expected: 'no-stream' });
    expect(appended).toMatchObject({ revision: 0, repeated: false });

    const [recorded] = await log.readStream('complaint-1');
    const { position, recordedAt } = appended;
    expect(recorded).toEqual({
      ...event,
      stream: 'complaint-1',
      revision: 0,
      position,
      recordedAt,
    });
    expect(JSON.stringify(recorded!.data)).toBe(JSON.stringify(data));
    expect(JSON.stringify(recorded!.context)).toBe(JSON.stringify(event.context));
    expect((await readAll(log)).events).toEqual([recorded]);
  });

  it('keeps instants to the millisecond, however they end', async () => {
    const { log } = underTest();
    const instants = [
      ...['1970-01-01T00:00:00.000Z', '1999-12-31T23:59:59.999Z', '2026-01-05T08:00:00.001Z'],
      ...['2026-01-05T08:00:00.100Z', '2026-02-28T16:00:00.010Z', '2099-07-01T00:00:00.990Z'],
    ] as Instant[];
    const events = instants.map((at) => eventOf({ at }));
    await log.append('complaint-1', events, { expected: 'any' });
    await log.append('complaint-2', [eventOf({ at: instants[3]! })], { expected: 'any' });
    expect((await log.readStream('complaint-1')).map(({ at }) => at)).toEqual(instants);
    expect((await log.readStream('complaint-2'))[0]!.at).toBe(instants[3]);
  });
}

function describeTogetherness(underTest: Opening): void {
  it('stands together: several events have neighbouring revisions and positions', async () => {
    const { log } = underTest();
    await log.append('complaint-1', eventsOf(2), { expected: 'no-stream' });
    const events = eventsOf(3);
    const { revision, position } = await log.append('complaint-1', events, { expected: 1 });
    expect(revision).toBe(4);
    const recorded = await log.readStream('complaint-1', { from: 2 });
    expect(idsOf(recorded)).toEqual(idsOf(events));
    expect(recorded.map((event) => event.revision)).toEqual([2, 3, 4]);
    expect(recorded[2]!.position).toBe(position);
    expect((await readAll(log, { after: recorded[0]!.position })).events).toEqual(
      recorded.slice(1),
    );
  });

  it('is recorded at a time that never runs backwards', async () => {
    const { log, another } = underTest();
    const other = await another();
    for (const writer of [log, other, log]) {
      await writer.append('complaint-1', [eventOf()], { expected: 'any' });
    }
    const times = (await readAll(log)).events.map(({ recordedAt }) => recordedAt);
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });
}

function describeExpectation(underTest: Opening): void {
  it('must be met, else nothing is written and the actual revision told', async () => {
    const { log } = underTest();
    const refusal = (expected: number | 'no-stream') =>
      log.append('complaint-1', eventsOf(2), { expected }).catch((error: unknown) => error);

    expect(await refusal(0)).toEqual(new Conflict('complaint-1', 0, 'no-stream'));
    await log.append('complaint-1', eventsOf(2), { expected: 'no-stream' });
    expect(await refusal('no-stream')).toEqual(new Conflict('complaint-1', 'no-stream', 1));
    expect(await refusal(0)).toEqual(new Conflict('complaint-1', 0, 1));
    expect(await refusal(-1)).toEqual(new Conflict('complaint-1', -1, 1));
    await log.append('complaint-1', [eventOf()], { expected: 1 });
    expect(await log.readStream('complaint-1')).toHaveLength(3);
  });

  it('beyond the end is a conflict, so revisions have no gaps', async () => {
    const { log } = underTest();
    await log.append('complaint-1', [eventOf()], { expected: 'no-stream' });
    const append = log.append('complaint-1', [eventOf()], { expected: 7 });
    await expect(append).rejects.toMatchObject({ stream: 'complaint-1', expected: 7, actual: 0 });
    const fraction = log.append('complaint-1', [eventOf()], { expected: 0.5 });
    await expect(fraction).rejects.toMatchObject({ actual: 0 });
  });

  it('"any" appends whatever the stream holds', async () => {
    const { log } = underTest();
    const first = await log.append('complaint-1', [eventOf()], { expected: 'any' });
    const second = await log.append('complaint-1', [eventOf()], { expected: 'any' });
    expect([first.revision, second.revision]).toEqual([0, 1]);
  });
}

function describeRepetition(underTest: Opening): void {
  it('answers as the first did, whatever was appended since and is expected now', async () => {
    const { log, another } = underTest();
    const events = eventsOf(3);
    const first = await log.append('complaint-1', events, { expected: 'no-stream' });
    const repeated = { ...first, repeated: true };
    const again = (expected: 'no-stream' | 'any' | number) =>
      log.append('complaint-1', events, { expected });

    expect(await again('no-stream')).toEqual(repeated);
    await log.append('complaint-1', eventsOf(2), { expected: 2 });
    await log.append('complaint-2', eventsOf(2), { expected: 'any' });
    for (const expected of ['no-stream', 'any', 2, 4, 99] as const) {
      expect(await again(expected)).toEqual(repeated);
    }
    const other = await another();
    expect(await other.append('complaint-1', events, { expected: 'any' })).toEqual(repeated);
    expect(await log.readStream('complaint-1')).toHaveLength(5);
  });

  it('is one append when it is made many times at once', async () => {
    const { log, another } = underTest();
    const other = await another();
    const events = eventsOf(2);
    const append = (writer: typeof log) =>
      writer.append('complaint-1', events, { expected: 'no-stream' });
    const answers = await Promise.all([log, other, log, other, log, other].map(append));

    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1);
    expect(idsOf(await log.readStream('complaint-1'))).toEqual(idsOf(events));
  });
}

function describeReusedIds(underTest: Opening): void {
  it('is refused when new events ride along, so that none is lost silently', async () => {
    const { log } = underTest();
    const [first, second] = eventsOf(2) as [Proposed, Proposed];
    await log.append('complaint-1', [first], { expected: 'no-stream' });
    const append = log.append('complaint-1', [first, second], { expected: 0 });
    await expect(append).rejects.toThrow(EventIdsReused);
    await expect(append).rejects.toMatchObject({ actual: 0, holder: { id: first.id } });
    expect(await log.readStream('complaint-1')).toHaveLength(1);
  });
}

function describeIdsElsewhere(underTest: Opening): void {
  it('is refused, because the stream would seem to hold what it does not', async () => {
    const { log } = underTest();
    const event = eventOf();
    await log.append('complaint-1', [event], { expected: 'no-stream' });
    const append = log.append('complaint-2', [event], { expected: 'no-stream' });
    await expect(append).rejects.toThrow(EventIdsReused);
    await expect(append).rejects.toMatchObject({ holder: { stream: 'complaint-1', revision: 0 } });
    await expect(append).rejects.toThrow(Conflict);
    expect(await log.readStream('complaint-2')).toEqual([]);
  });

  it('is refused also when both are made at once', async () => {
    const { log } = underTest();
    const event = eventOf();
    const appends = await Promise.allSettled(
      ['complaint-1', 'complaint-2', 'complaint-3'].map((stream) =>
        log.append(stream, stream === 'complaint-3' ? [eventOf()] : [event], { expected: 'any' }),
      ),
    );
    expect(appends.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    expect((await readAll(log)).events.filter(({ id }) => id === event.id)).toHaveLength(1);
  });
}

function describeMistakes(underTest: Opening): void {
  const event = eventOf();
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  const mistakes: [string, string, Proposed[]][] = [
    ['nothing to append', 'complaint-1', []],
    ['a stream without a category', 'complaint', [eventOf()]],
    ['a stream with a space', 'complaint-1 2', [eventOf()]],
    ['a stream PostgreSQL could not store', 'complaint-\u0000', [eventOf()]],
    ['the same id twice', 'complaint-1', [event, event]],
    ['an id that is no UUID', 'complaint-1', [eventOf({ id: '1' })]],
    ['half a character in a type', 'complaint-1', [eventOf({ type: 'Lodged\ud83d' })]],
    ['a version out of range', 'complaint-1', [eventOf({ version: 40_000 })]],
    ['a day there is not', 'complaint-1', [eventOf({ at: '2026-02-30T00:00:00.000Z' as Instant })]],
    [
      'an instant without milliseconds',
      'complaint-1',
      [eventOf({ at: '2026-01-05T08:00:00Z' as Instant })],
    ],
    ['no data', 'complaint-1', [eventOf({ data: undefined as never })]],
    ['data without a JSON form', 'complaint-1', [eventOf({ data: circular })]],
  ];

  it.each(mistakes)('%s is told as such and harms no other append', async (_, stream, events) => {
    const { log } = underTest();
    const bystander = log.append('complaint-9', [eventOf()], { expected: 'no-stream' });
    await expect(log.append(stream, events, { expected: 'any' })).rejects.toThrow(TypeError);
    await expect(bystander).resolves.toMatchObject({ revision: 0 });
    expect((await readAll(log)).events).toHaveLength(1);
  });
}
