// Jest's globalTeardown, the counterpart of jest-postgres.mjs.
export default async function stopPostgresForTests() {
  await globalThis.stopPostgresForTests?.();
}
