/** The door: who comes in, where to, with which password, and that it closes behind them. */
import { useHouse } from './house';
import { Clerk, unusual } from './platform';
import { refused } from './refusal';
import type { Visitor } from './visitor';

const house = useHouse();

describe('Signing in', () => {
  it('tells a wrong password in a sentence', async () => {
    const visitor = await house.visitor();
    const { code } = await refused(visitor, 401, '/api/auth/sign-in', () =>
      visitor.signIn('agent', 'not-the-password'),
    );
    expect(code).toBe('sign-in-failed');
    await visitor.look('door wrong password');
    await visitor.speak('en');
    await visitor.page.reload();
    await refused(visitor, 401, '/api/auth/sign-in', () => visitor.signIn('agent', 'nor-this'));
    await visitor.look('door wrong password in English');
  });

  it('leads to the address that was asked for, and out of everything in the end', async () => {
    const clerk = await Clerk.signIn('handler');
    const { items } = await clerk.get<{ items: { id: string }[] }>('/complaints?limit=1');
    const address = `/complaints/${items[0]!.id}`;
    const handler = await house.visitor();
    const { page } = handler;
    await page.goto(address);
    await page.waitForURL('**/sign-in?next=*');
    await handler.enter('handler');
    await page.waitForURL(`**${address}`);
    await page.getByText(items[0]!.id).first().waitFor();

    await handler.button('shell/sign-out').click();
    await handler.heading(handler.say('sign-in/title')).waitFor();
    await page.goBack();
    await page.goto('/workbench');
    await handler.heading(handler.say('sign-in/title')).waitFor();
    expect(await page.evaluate('Object.keys(sessionStorage)')).toEqual([]);
  });

  it('tells whoever was not signed out by themselves why they are to sign in again', async () => {
    const handler = await house.visitor();
    const { page, say } = handler;
    await handler.enter('handler');
    await page.goto('/complaints');
    const ranOut = page.getByText(say('sign-in/ran-out'));
    handler.witness.allow(401, '/api/');
    await page.route('**/api/**', (route) => {
      const headers = { ...route.request().headers(), authorization: 'Bearer ran-out' };
      return route.continue({ headers });
    });
    await page.reload();
    await ranOut.waitFor();
    await handler.look('door ran out');
    await page.unroute('**/api/**');
    await handler.enter('handler');
    await page.waitForURL('**/complaints');
    await handler.button('shell/sign-out').click();
    await handler.heading(say('sign-in/title')).waitFor();
    expect(await ranOut.count()).toBe(0);
  });

  it.each([
    ['agent', ['/operations', '/organisation']],
    ['auditor', ['/intake', '/organisation']],
    ['operator', ['/complaints', '/workbench']],
  ])('shows %s, where they have no business, a page that says so', async (who, addresses) => {
    const visitor = await house.visitor();
    const { page } = visitor;
    await visitor.enter(who);
    visitor.witness.allow(403, '/api/');
    for (const address of addresses) {
      await page.goto(address);
      await visitor.look(`door not permitted ${who} ${address.slice(1)}`);
      const told = await page.getByText(/没有权限|无权/).count();
      const [tables, fields] = [page.getByRole('table'), page.getByRole('textbox')];
      const offered = (await tables.count()) + (await fields.count());
      expect({ address, told, offered }).toEqual({ address, told: 1, offered: 0 });
    }
  });
});

describe('A new member of staff', () => {
  it('comes in with a one-time password and leaves it at the door', async () => {
    const admin = await house.visitor();
    await admin.enter('admin');
    await admin.speak('en');
    const username = unusual('e2e-');
    const oneTime = await register(admin, username);

    const newcomer = await house.visitor();
    const { page, say } = newcomer;
    await newcomer.signIn(username, oneTime);
    await newcomer.heading(say('sign-in/change.title')).waitFor();
    await page.goto('/complaints');
    await newcomer.heading(say('sign-in/change.title')).waitFor();
    await newcomer.password('sign-in/change.current').fill(oneTime);
    await newcomer.password('sign-in/change.next').fill('short');
    await newcomer.password('sign-in/change.repeat').fill('different');
    await newcomer.button('sign-in/change.submit').click();
    await page.getByText(say('sign-in/change.short'), { exact: true }).waitFor();
    await page.getByText(say('sign-in/change.differs')).waitFor();
    await newcomer.look('door new password refused');
    await newcomer.speak('en');
    await newcomer.button('sign-in/change.submit').click();
    await page.getByText(newcomer.say('sign-in/change.differs')).waitFor();
    for (const message of ['sign-in/change.short', 'sign-in/change.differs'] as const) {
      await page.getByText(say(message), { exact: true }).waitFor({ state: 'detached' });
    }
    await newcomer.look('door new password refused in English');
    await newcomer.speak('zh');
    const password = 'ten characters and more';
    await newcomer.password('sign-in/change.next').fill(password);
    await newcomer.password('sign-in/change.repeat').fill(password);
    await newcomer.button('sign-in/change.submit').click();
    await newcomer.button('shell/sign-out').waitFor();
    await newcomer.look('door newcomer');
    await newcomer.button('shell/sign-out').click();
    await newcomer.enter(username, password);
  });

  it('cannot be given a user name that somebody has', async () => {
    const admin = await house.visitor();
    await admin.enter('admin');
    await admin.page.goto('/organisation');
    await openStaffForm(admin, 'agent', '受理员');
    const { code } = await refused(admin, 409, '/api/staff', () =>
      admin.button('organisation/save').click(),
    );
    expect(code).toBe('username-taken');
    await admin.look('door user name taken');
  });
});

async function openStaffForm(admin: Visitor, username: string, role: string) {
  await admin.button('organisation/staff.register').click();
  await admin.field('organisation/staff.name').fill('秦新');
  await admin.field('organisation/staff.username').fill(username);
  await admin.choose(admin.field('organisation/staff.unit'), '城关营业厅');
  await admin.choose(admin.field('organisation/staff.roles'), role);
}

/** @returns the one-time password as the administrator reads it */
async function register(admin: Visitor, username: string): Promise<string> {
  const { page, say } = admin;
  await page.goto('/organisation');
  await openStaffForm(admin, username, 'Service agent');
  await admin.look('door staff form');
  await admin.button('organisation/save').click();
  const shown = page.getByRole('dialog');
  await shown.getByText(say('organisation/password.title')).waitFor();
  await admin.look('door one-time password');
  const oneTime = await shown.locator('strong').innerText();
  await admin.button('organisation/password.done').click();
  await page.getByRole('rowheader', { name: '秦新' }).first().waitFor();
  return oneTime;
}
