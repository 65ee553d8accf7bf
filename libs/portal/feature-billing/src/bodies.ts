/** What a form's values are as the body of a command: yuan become fen, kWh become Wh. */
import type { AdjustmentBasis, Finding } from '@taizhang/contracts/billing-inquiries';
import type { AccountStep, InquiryStep } from '@taizhang/portal/data-access';
import { toFenPerMWh, toRate, toWh } from './units';

export type StepValues = Readonly<Record<string, string | number | null | undefined>>;

/** Which basis answers which finding; the service refuses any other. */
export const basisOf: Readonly<Record<Finding, AdjustmentBasis['basis'] | null>> = {
  'out-of-tolerance': 'out-of-tolerance',
  wiring: 'wiring',
  'wrong-ratio': 'wrong-ratio',
  'no-record': 'normal-month',
  reading: 'as-read',
  tariff: 'as-priced',
  'no-error': null,
};

export function inquiryBody(step: InquiryStep, values: StepValues): object {
  if (step === 'adjustment') return { figures: figuresOf(values) };
  if (step === 'meter-test/result') {
    const { error, tolerance, certificate } = values;
    return {
      errorRate: toRate(Number(error)),
      toleranceRate: toRate(Number(tolerance)),
      certificate: certificate ?? '',
    };
  }
  // How a customer was found is nothing the service wants to know.
  const { customerId: _, ...rest } = values;
  return written(rest);
}

export const accountBody = (_step: AccountStep, values: StepValues): object => written(values);

const written = (values: StepValues) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function figuresOf(values: StepValues): object {
  const number = (name: string) => Number(values[name] ?? 0);
  const basis = values['basis'] as AdjustmentBasis['basis'];
  const billed = { billedWh: toWh(number('billed')), fenPerMWh: toFenPerMWh(number('price')) };
  switch (basis) {
    case 'out-of-tolerance':
      return { basis, errorRate: toRate(number('error')), ...billed };
    case 'wiring':
      return { basis, differenceRate: toRate(number('rate')), ...billed };
    case 'wrong-ratio':
      return {
        basis,
        billedRatio: number('billedRatio'),
        actualRatio: number('actualRatio'),
        ...billed,
      };
    case 'normal-month':
      return {
        basis,
        normalMonthWh: toWh(number('month')),
        months: number('months'),
        ...billed,
      };
    case 'as-read':
      return { basis, correctWh: toWh(number('correct')), ...billed };
    case 'as-priced':
      return { basis, correctFenPerMWh: toFenPerMWh(number('right')), ...billed };
  }
}
