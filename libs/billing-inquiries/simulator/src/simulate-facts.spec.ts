import { inboundFacts, type InboundType } from '@taizhang/contracts/billing-inquiries';
import { simulateFacts, type Habit } from './simulate-facts';

const habits: readonly Habit[] = ['prompt', 'late', 'never', 'prepaid'];
const accounts = habits.map((habit, index) => ({
  accountNumber: `040000${index}`,
  tariff: 'resident' as const,
  monthlyWh: 190_000,
  habit,
}));
const simulation = { seed: 1, accounts, months: ['2026-09', '2026-10'] };
const facts = simulateFacts(simulation);
const of = (habit: Habit, type: string) =>
  facts.filter(
    (fact) =>
      fact.type === type &&
      (fact.data as { accountNumber: string }).accountNumber.endsWith(
        String(habits.indexOf(habit)),
      ),
  );

describe('Simulated facts', () => {
  it('are what the inbound contract wants', () => {
    for (const { type, data } of facts) {
      expect(inboundFacts[type as InboundType].data.safeParse(data).success).toBe(true);
    }
  });
  it('are the same again from the same seed, and others from another', () => {
    expect(simulateFacts(simulation)).toEqual(facts);
    expect(simulateFacts({ ...simulation, seed: 2 })).not.toEqual(facts);
    expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
  });
  it('come in the order in which they happened', () => {
    expect(facts.map(({ at }) => at)).toEqual(facts.map(({ at }) => at).sort());
  });
  it('bill what the register says', () => {
    const [first, second] = of('prompt', 'MeterReadingTaken').map(
      ({ data }) => (data as { registerWh: number }).registerWh,
    );
    expect(of('prompt', 'BillIssued')[0]!.data).toMatchObject({ energyWh: second! - first! });
  });
  it('pay as their habit is', () => {
    const due = '2026-10-25T16:00:00.000Z';
    expect(of('prompt', 'PaymentReceived')[0]!.at < due).toBe(true);
    expect(of('late', 'PaymentReceived')[0]!.at > due).toBe(true);
    expect(of('never', 'PaymentReceived')).toEqual([]);
    expect(of('prepaid', 'BillIssued')).toEqual([]);
    expect(of('prepaid', 'PrepaidBalanceReported').length).toBe(8);
  });
});
