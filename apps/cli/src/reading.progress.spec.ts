import { ReadingProgress, readingText } from './reading.progress';

describe('The progress of reading the log', () => {
  it('tells phase, share, events where they are counted, and what is left once it is clear', () => {
    const reading = { phase: 'hashing', through: 42n, fraction: 0.42, seconds: 21 };
    expect(readingText({ ...reading, events: 120_000 })).toBe(
      'hashing · 42 % · 120,000 events · 29 s left',
    );
    expect(readingText({ ...reading, seconds: 0.1 })).toBe('hashing · 42 %');
    expect(readingText({ ...reading, fraction: 0 })).toBe('hashing · 0 %');
  });

  it('goes from where the reading began to the end of the log, in each phase anew', () => {
    let now = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => (now += 1_000));
    const drawn: string[] = [];
    const err = (text: string) => void drawn.push(text.replace('\r\u001B[K', ''));
    const progress = new ReadingProgress({ err, isTerminal: true }, 300n);
    for (const phase of ['comparing', 'hashing']) {
      for (const through of [100n, 200n, 300n]) progress.show({ phase, through });
    }
    progress.end();
    jest.restoreAllMocks();
    expect(drawn.map((text) => text.split(' · ').slice(0, 2).join(' '))).toEqual([
      ...['comparing 0 %', 'comparing 50 %', 'comparing 100 %'],
      ...['hashing 0 %', 'hashing 50 %', 'hashing 100 %', ''],
    ]);
  });
});
