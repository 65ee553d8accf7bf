import {
  adjudicateComplaintRequest,
  closeComplaintRequest,
  contactCustomerRequest,
  remedyComplaintRequest,
  returnComplaintRequest,
} from '@taizhang/contracts/complaints';
import { bodyOf } from './step-fields';

describe('the body of a step is what the contract takes', () => {
  it('of a return, with or without a note', () => {
    const body = bodyOf('return', { reason: 'wrong-unit', note: undefined });
    expect(returnComplaintRequest.parse(body)).toEqual({ reason: 'wrong-unit', note: '' });
  });

  it('of a compensation, told in fen', () => {
    const body = bodyOf('remedies', { remedy: 'compensation', amount: 50.05, note: '电费券' });
    expect(remedyComplaintRequest.parse(body)).toMatchObject({ amountFen: 5005 });
  });

  it('of another remedy, without the amount typed before', () => {
    const body = bodyOf('remedies', { remedy: 'apology', amount: 50, note: '当面' });
    expect(remedyComplaintRequest.parse(body)).toMatchObject({ amountFen: null });
  });

  it('of a closure, rated or not', () => {
    expect(closeComplaintRequest.parse(bodyOf('closure', { satisfaction: '4' }))).toEqual({
      satisfaction: 4,
    });
    expect(closeComplaintRequest.parse(bodyOf('closure', { satisfaction: 'none' }))).toEqual({
      satisfaction: null,
    });
  });

  it('of contact, adjudication and acceptance', () => {
    const contact = bodyOf('customer-contact', { means: 'visit', note: '上门' });
    expect(contactCustomerRequest.safeParse(contact).success).toBe(true);
    const verdict = bodyOf('adjudication', { verdict: 'proven', reasons: '属实' });
    expect(adjudicateComplaintRequest.safeParse(verdict).success).toBe(true);
    expect(bodyOf('acceptance', {})).toEqual({});
  });
});
