/** An auditor sees the seal of a case, takes the case file away, and verifies it without us. */
import { readZip } from '@taizhang/seal/offline';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { useHouse } from './house';

const house = useHouse();
let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'taizhang-case-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('The seal of a complaint', () => {
  it('opens to its head and a case file, which a page from disk verifies', async () => {
    const auditor = await house.visitor();
    const { page } = auditor;
    await auditor.enter('auditor');
    await auditor.speak('en');
    await page.goto('/complaints');
    await page.locator('a[href^="/complaints/complaint-"]').first().click();
    const badge = page.getByRole('button', { name: /^Seal: / });
    await badge.click();
    await page.getByText(auditor.say('seals/case.key')).waitFor();
    const key = await page.locator('.tz-seal code').last().innerText();
    await auditor.look('seal of a complaint');

    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: auditor.say('seals/download') }).click();
    const zip = join(folder, 'case.zip');
    await (await downloading).saveAs(zip);

    const verifier = join(folder, 'verify.html');
    const files = readZip(readFileSync(zip));
    writeFileSync(verifier, files.get('verify.html')!);
    await page.goto(pathToFileURL(verifier).href);
    await page.getByLabel('公钥 Public key').fill(key);
    await page.locator('#files').setInputFiles(zip);
    await page.getByText('核验通过 Accepted').waitFor();
    await auditor.picture('verifier from disk');

    const forged = Buffer.from(readFileSync(zip));
    forged[forged.indexOf('ComplaintLodged', forged.indexOf('events.json'))]! ^= 1;
    writeFileSync(zip, forged);
    await page.locator('#files').setInputFiles([]);
    await page.locator('#files').setInputFiles(zip);
    await page.getByText('不符 Does not fit').waitFor();
    await auditor.picture('verifier refuses');
  });
});
