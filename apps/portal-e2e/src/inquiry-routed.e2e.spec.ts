/** A question about a bill, from the telephone to the desk that answers it. */
import { accessibilityFaults } from './accessibility';
import { useHouse } from './house';
import { Clerk, unusual, until } from './platform';
import { chenJianguo } from './told-cases';
import type { Visitor } from './visitor';

const house = useHouse();

/** Chooses one of a group of choices by its words. */
const choose = (visitor: Visitor, group: string, option: string) =>
  visitor.page
    .getByRole('radiogroup', { name: group })
    .getByRole('radio', { name: option })
    .click();

describe('A question about a bill', () => {
  it('is sent to billing from the intake desk, and answered there', async () => {
    const hotline = await house.visitor();
    const { page, say, witness } = hotline;
    await hotline.enter('hotline');
    await page.goto('/intake');
    await hotline.field('intake/who.search').fill(chenJianguo);
    await page
      .locator('.ant-select-dropdown .tz-found')
      .filter({ hasText: chenJianguo })
      .first()
      .click();
    const question = unusual('上月电费比去年同月多一半');
    await choose(hotline, say('intake/type'), '咨询查询');
    await choose(hotline, say('intake/topic'), '电费账单');
    await hotline.field('intake/summary').fill(question);
    await choose(hotline, say('intake/outcome'), say('intake/outcome.route.billing-inquiries'));

    await hotline.choose(hotline.field('intake/kind'), '账单查询');
    await hotline.look('intake inquiry filled');
    expect(await accessibilityFaults(page)).toEqual([]);
    witness.allow(404, '/api/inquiries/inquiry-');
    await page.getByRole('button', { name: say('intake/submit.route.billing-inquiries') }).click();
    const link = page.getByRole('link', { name: say('intake/settled.inquiry.open') });
    await link.waitFor();
    const inquiryId = (await link.getAttribute('href'))!.split('/').at(-1)!;
    await link.click();
    await page.getByText(question).first().waitFor();
    await hotline.look('intake inquiry opened');

    const clerk = await Clerk.signIn('billing');
    await until(() => clerk.finds(`/inquiries/${inquiryId}`), 'the inquiry');
    const billing = await house.visitor();
    await billing.enter('billing');
    await billing.page.goto('/inquiries?list=to-verify');
    await billing.page.getByText(question).first().waitFor();
    await billing.look('inquiry to be verified');
  });
});
