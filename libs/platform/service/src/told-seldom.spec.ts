import { toldSeldom } from './told-seldom';

describe('What is told of failures', () => {
  const silence = (ms: number) => new Error(`The server did not answer within ${ms} ms`);

  it('is the same trouble once a minute, and another at once', () => {
    let now = 0;
    const told: string[] = [];
    const tell = toldSeldom(
      (sentence) => told.push(sentence),
      () => now,
    );
    for (const at of [0, 1, 59_999]) {
      now = at;
      tell('feed', silence(at));
    }
    tell('listen', silence(1));
    now = 60_000;
    tell('feed', silence(2));
    expect(told).toEqual([
      'feed: Error: The server did not answer within 0 ms',
      'listen: Error: The server did not answer within 1 ms',
      'feed: Error: The server did not answer within 2 ms',
    ]);
  });

  it('repeats no value', () => {
    const told: string[] = [];
    const refused = Object.assign(new Error('invalid input: "王秀英"'), { code: '22P02' });
    toldSeldom((sentence) => told.push(sentence))('complaints.lodging', refused);
    expect(told).toEqual(['complaints.lodging: Error: invalid input: "…"']);
  });
});
