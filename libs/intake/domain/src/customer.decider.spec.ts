import { specification } from '@taizhang/kernel/testing';
import { customerDecider } from './customer.decider';
import { connect, connected, correct, corrected, register, registered } from './intake.fixtures';

const given = specification(customerDecider);

describe('Registering a customer', () => {
  it('opens the archive', () => given().when(register).then(registered));
  it('happens once', () => given(registered).when(register).thenNothing());
});

describe('Correcting details', () => {
  it('replaces them', () => given(registered).when(correct).then(corrected));
  it('told twice is one fact', () => given(registered, corrected).when(correct).thenNothing());
  it('needs a customer', () => given().when(correct).thenRefused('customer-unknown'));
});

describe('Connecting a supply point', () => {
  it('adds account and meter', () => given(registered).when(connect).then(connected));
  it('told twice is one fact', () => given(registered, connected).when(connect).thenNothing());
  it('refuses a meter that hangs elsewhere', () => {
    const elsewhere = { ...connect, data: { ...connect.data, accountNumber: '0400099999' } };
    given(registered, connected).when(elsewhere).thenRefused('customer-meter-taken');
  });
  it('needs a customer', () => given().when(connect).thenRefused('customer-unknown'));
});
