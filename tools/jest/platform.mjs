// Jest's globalSetup for end-to-end tests: the platform with its demonstration data, at
// TEST_PLATFORM_URL, and a browser at CHROME_PATH. A TEST_PLATFORM_URL that is set is used instead.
import { rmSync } from 'node:fs';
import { findChromium } from '../browser.mjs';
import { spawnPlatform, temporaryDataDir, whenUp } from '../platform-process.mjs';

export default async function startPlatformForTests() {
  process.env.CHROME_PATH ||= findChromium() ?? '';
  if (process.env.TEST_PLATFORM_URL) return;
  const dataDir = temporaryDataDir();
  const platform = spawnPlatform(dataDir);
  const { url, databaseUrl } = await whenUp(platform, dataDir);
  process.env.TEST_PLATFORM_URL = url;
  process.env.TEST_PLATFORM_DATABASE_URL = databaseUrl;
  globalThis.stopPlatformForTests = async () => {
    platform.child.kill('SIGTERM');
    await platform.ended;
    rmSync(dataDir, { recursive: true, force: true });
  };
}
