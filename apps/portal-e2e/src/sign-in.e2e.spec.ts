import { useHouse } from './house';

const house = useHouse();

describe('Signing in', () => {
  it('tells a wrong password in a sentence', async () => {
    const visitor = await house.visitor();
    visitor.witness.allow(401, '/api/auth/sign-in');
    await visitor.signIn('agent', 'not-the-password');
    await visitor.page.getByRole('alert').waitFor();
    await visitor.look('sign-in wrong password');
  });
});
