// Jest's globalTeardown, the counterpart of jest-platform.mjs.
export default async function stopPlatformForTests() {
  await globalThis.stopPlatformForTests?.();
}
