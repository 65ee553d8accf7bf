import { eventually } from '@taizhang/kernel/testing';
import { PassedOver } from './passed-over';

type Note = Readonly<{ consumer: string; position: number }>;

describe('What was passed over', () => {
  const written: (readonly Note[])[] = [];
  let failures = 0;
  let passed: PassedOver<Note>;
  const pass = (consumer: string, position: number) =>
    passed.pass(consumer, { consumer, position });

  beforeEach(() => {
    written.length = 0;
    failures = 0;
    passed = new PassedOver<Note>(async (notes) => {
      if (failures-- > 0) throw new Error('The database is away');
      written.push(notes);
    });
  });
  afterEach(() => passed.stop());

  it('is written down together, the furthest of each', async () => {
    for (let position = 1; position <= 50; position++) pass('intake', position);
    pass('complaints', 7);
    await eventually(() => written.length > 0);
    expect(written).toEqual([
      [
        { consumer: 'intake', position: 50 },
        { consumer: 'complaints', position: 7 },
      ],
    ]);
    pass('intake', 51);
    await eventually(() => written.length > 1);
    expect(written[1]).toEqual([{ consumer: 'intake', position: 51 }]);
  });

  it('is kept while it cannot be written', async () => {
    failures = 2;
    pass('intake', 1);
    await eventually(() => failures === 1);
    pass('complaints', 2);
    await eventually(() => written.length > 0);
    expect(written[0]).toHaveLength(2);
  });

  it('is written before it ends, and not what was taken back', async () => {
    pass('intake', 1);
    pass('complaints', 2);
    passed.forget('complaints');
    await passed.stop();
    expect(written).toEqual([[{ consumer: 'intake', position: 1 }]]);
  });

  it('keeps nobody waiting for a database that is away', async () => {
    failures = Infinity;
    pass('intake', 1);
    await passed.stop();
    expect(written).toEqual([]);
  });
});
