import {
  adjustmentBasisSchema,
  recordMeterTestRequest,
} from '@taizhang/contracts/billing-inquiries';
import { inquiryBody } from './bodies';

describe('The body of a step', () => {
  it('tells a test in hundredths of a percent', () => {
    const body = inquiryBody('meter-test/result', {
      error: 3.85,
      tolerance: 2,
      certificate: 'J-1',
    });
    expect(body).toEqual({ errorRate: 385, toleranceRate: 200, certificate: 'J-1' });
    expect(recordMeterTestRequest.safeParse(body).success).toBe(true);
  });

  it.each([
    ['out-of-tolerance', { error: 3.85 }],
    ['wiring', { rate: 50 }],
    ['wrong-ratio', { billedRatio: 40, actualRatio: 30 }],
    ['normal-month', { month: 210, months: 2 }],
    ['as-read', { correct: 180 }],
    ['as-priced', { right: 0.5583 }],
  ])('of an adjustment by %s is what the contract wants', (basis, more) => {
    const body = inquiryBody('adjustment', { basis, billed: 1200, price: 0.5583, ...more });
    const { figures } = body as { figures: object };
    expect(adjustmentBasisSchema.parse(figures)).toMatchObject({
      billedWh: 1_200_000,
      fenPerMWh: 55_830,
    });
  });

  it('leaves out how the customer was found', () => {
    const values = { customerId: 'customer-1', supplyPointId: 'supplypoint-1' };
    expect(inquiryBody('verification', values)).toEqual({ supplyPointId: 'supplypoint-1' });
  });
});
